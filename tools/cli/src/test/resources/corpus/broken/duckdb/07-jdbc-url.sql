-- a database that the JDBC connector does not know
-- Source: https://github.com/apache/seatunnel/issues/5115
CREATE TABLE demo (name STRING, age INT) WITH (
  'connector' = 'jdbc',
  'url' = 'jdbc:duckdb:/data/seatunnel.db',
  'driver' = 'org.duckdb.DuckDBDriver',
  'table-name' = 'demo'
);
