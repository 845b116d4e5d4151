-- type
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'port' = '6379/0', 'streams' = 'orders'
);
