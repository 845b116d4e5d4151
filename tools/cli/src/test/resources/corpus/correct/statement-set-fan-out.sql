CREATE TEMPORARY TABLE clicks (id BIGINT, name STRING) WITH ('connector' = 'datagen');
CREATE TABLE a (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'a');
CREATE TABLE b (id BIGINT) WITH (
  'connector' = 'duckdb', 'path' = '/data/b.duckdb', 'table-name' = 'b');
EXECUTE STATEMENT SET BEGIN
  INSERT INTO a SELECT id FROM clicks;
  INSERT INTO b SELECT id FROM clicks WHERE name <> 'no; really';
END;
