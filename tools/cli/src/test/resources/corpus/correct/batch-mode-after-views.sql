-- A view of an endless table stays when the mode changes; nothing reads it any more.
CREATE TABLE orders (order_id BIGINT, price DOUBLE) WITH (
  'connector' = 'redis-streams',
  'host' = 'localhost',
  'streams' = 'orders'
);
CREATE TABLE archive (order_id BIGINT, price DOUBLE) WITH (
  'connector' = 'duckdb',
  'path' = '/data/archive.duckdb',
  'table-name' = 'orders'
);
CREATE VIEW dear AS SELECT order_id, price FROM orders WHERE price > 100;
INSERT INTO archive SELECT order_id, price FROM dear;
SET 'execution.runtime-mode' = 'batch';
SELECT COUNT(*) FROM archive;
