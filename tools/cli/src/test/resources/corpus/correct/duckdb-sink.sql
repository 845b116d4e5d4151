CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE archive (id BIGINT, name STRING) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'archive'
);
INSERT INTO archive SELECT id, name FROM clicks;
