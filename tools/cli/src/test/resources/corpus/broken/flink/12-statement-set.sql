-- option, in a statement set
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE a (id BIGINT) WITH ('connector' = 'print');
CREATE TABLE b (id BIGINT) WITH ('connector' = 'blackhole', 'parallel' = '1');
EXECUTE STATEMENT SET BEGIN
  INSERT INTO a SELECT id FROM clicks;
  INSERT INTO b SELECT id FROM clicks;
END;
