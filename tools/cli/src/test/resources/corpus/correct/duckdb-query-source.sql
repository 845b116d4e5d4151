CREATE TABLE totals (name STRING, total DOUBLE) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb',
  'query' = 'SELECT name, sum(price) AS total FROM sales GROUP BY name'
);
SELECT * FROM totals;
