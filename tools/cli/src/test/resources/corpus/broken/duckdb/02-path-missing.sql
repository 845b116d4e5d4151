-- option
CREATE TABLE archive (id BIGINT) WITH (
  'connector' = 'duckdb',
  'pth' = '/data/archive.duckdb',
  'table-name' = 'archive'
);
