CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT, name STRING) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders', 'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);
INSERT INTO orders SELECT id, name FROM clicks;
