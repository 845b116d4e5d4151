CREATE TABLE orders (id BIGINT, price DECIMAL(10, 2),
  added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
  WATERMARK FOR added AS SOURCE_WATERMARK()) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'orders'
);
CREATE TABLE results (id BIGINT) WITH ('connector' = 'blackhole');
INSERT INTO results SELECT id FROM orders;
