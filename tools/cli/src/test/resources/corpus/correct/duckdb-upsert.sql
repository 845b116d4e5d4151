CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE counts (name STRING, n BIGINT, PRIMARY KEY (name) NOT ENFORCED) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'counts'
);
INSERT INTO counts SELECT name, COUNT(*) FROM clicks GROUP BY name;
