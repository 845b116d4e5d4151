-- option
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'hots' = 'localhost', 'streams' = 'orders'
);
