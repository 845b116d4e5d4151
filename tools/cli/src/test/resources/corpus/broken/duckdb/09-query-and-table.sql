-- option
CREATE TABLE unused (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE demo (name STRING) WITH (
  'connector' = 'duckdb', 'path' = '/data/demo.duckdb',
  'table-name' = 'demo', 'query' = 'SELECT name FROM demo'
);
SELECT * FROM demo;
