CREATE TABLE orders (id BIGINT, price DOUBLE, happened TIMESTAMP(3), WATERMARK FOR happened AS happened - INTERVAL '5' SECOND) WITH (
  'connector' = 'kafka', 'topic' = 'orders', 'format' = 'json',
  'properties.bootstrap.servers' = 'localhost:9092', 'properties.group.id' = 'shop',
  'scan.startup.mode' = 'earliest-offset'
);
CREATE TABLE sums (begins TIMESTAMP(3), total DOUBLE) WITH ('connector' = 'print');
INSERT INTO sums
SELECT window_start, SUM(price)
FROM TUMBLE(TABLE orders, DESCRIPTOR(happened), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end;
