-- connector
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-stream', 'host' = 'localhost', 'streams' = 'orders'
);
