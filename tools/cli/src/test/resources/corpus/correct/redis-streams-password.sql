CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders',
  'username' = 'shop', 'password' = '${REDIS_PASSWORD:-}'
);
INSERT INTO orders SELECT id FROM clicks;
