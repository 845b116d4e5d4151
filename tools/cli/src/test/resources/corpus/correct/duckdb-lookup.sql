CREATE TABLE clicks (id BIGINT, happened AS PROCTIME()) WITH ('connector' = 'datagen');
CREATE TABLE users (id BIGINT, name STRING) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'users',
  'lookup.cache' = 'PARTIAL', 'lookup.partial-cache.max-rows' = '1000'
);
CREATE TABLE results (id BIGINT, name STRING) WITH ('connector' = 'print');
INSERT INTO results
SELECT c.id, u.name FROM clicks AS c
JOIN users FOR SYSTEM_TIME AS OF c.happened AS u ON c.id = u.id;
