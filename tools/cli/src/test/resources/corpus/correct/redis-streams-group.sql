CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
  'scan.mode' = 'consumer-group', 'group.id' = 'flink'
);
SELECT * FROM orders;
