-- options of the JDBC connector
CREATE TABLE demo (name STRING, age INT) WITH (
  'connector' = 'duckdb',
  'path' = '/data/demo.duckdb',
  'table-name' = 'demo',
  'driver' = 'org.duckdb.DuckDBDriver',
  'scan.fetch-size' = '100'
);
