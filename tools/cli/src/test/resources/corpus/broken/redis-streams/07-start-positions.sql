-- options of BuildFlow
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
  'start_positions' = 'orders=0',
  'read_timeout_secs' = '5'
);
