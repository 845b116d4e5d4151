-- option
CREATE TABLE archive (id BIGINT, name STRING) WITH (
  'connector' = 'duckdb',
  'path' = '/data/archive.duckdb',
  'tabel-name' = 'archive'
);
