-- guarantee
CREATE TABLE archive (id BIGINT) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'archive',
  'sink.delivery-guarantee' = 'exactly_once'
);
