-- type
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE archive (id BIGINT) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'archive',
  'sink.buffer-flush.interval' = 'often'
);
INSERT INTO archive SELECT id FROM clicks;
