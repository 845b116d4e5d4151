SET 'execution.checkpointing.interval' = '10 s';
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE archive (id BIGINT, name STRING) WITH (
  'connector' = 'duckdb', 'path' = '/data/a.duckdb', 'table-name' = 'archive',
  'sink.delivery-guarantee' = 'exactly-once'
);
INSERT INTO archive SELECT id, name FROM clicks;
