-- option
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
  'scan.mode' = 'consumer-group'
);
CREATE TABLE results (id BIGINT) WITH ('connector' = 'print');
INSERT INTO results SELECT id FROM orders;
