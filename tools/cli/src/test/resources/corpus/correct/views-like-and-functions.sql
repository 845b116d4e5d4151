CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE VIEW dear AS SELECT id, name FROM clicks WHERE price > 10;
CREATE TABLE a (id BIGINT, name STRING) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'a');
CREATE TABLE b WITH ('table-name' = 'b') LIKE a (OVERWRITING OPTIONS);
INSERT INTO b SELECT id, UPPER(name) FROM dear;
-- a comment; with a semicolon
DROP TABLE a;
