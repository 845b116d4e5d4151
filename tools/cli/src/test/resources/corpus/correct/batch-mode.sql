SET 'execution.runtime-mode' = 'batch';
CREATE TABLE history (name STRING, price DOUBLE) WITH (
  'connector' = 'duckdb', 'path' = '/data/h.duckdb', 'table-name' = 'history');
CREATE TABLE sums (name STRING, total DOUBLE) WITH (
  'connector' = 'duckdb', 'path' = '/data/h.duckdb', 'table-name' = 'sums');
INSERT INTO sums SELECT name, SUM(price) FROM history GROUP BY name;
RESET 'execution.runtime-mode';
