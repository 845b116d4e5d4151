-- jar
CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
  'format' = 'avro'
);
