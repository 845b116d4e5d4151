CREATE TABLE archive (id BIGINT) WITH (
  'connector' = 'duckdb', 'database' = '/data/a.duckdb', 'table' = 'archive'
);
