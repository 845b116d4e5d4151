-- The server is written once; alone it has no streams, and needs none.
CREATE TABLE server (order_id BIGINT) WITH (
  'connector' = 'redis-streams',
  'host' = 'localhost',
  'port' = '6379'
);
CREATE TABLE orders WITH ('streams' = 'orders') LIKE server;
CREATE TABLE copies WITH ('streams' = 'copies') LIKE server;
INSERT INTO copies SELECT order_id FROM orders;
