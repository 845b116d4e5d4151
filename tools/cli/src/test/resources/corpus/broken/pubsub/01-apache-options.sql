-- options of Apache's Pub/Sub table
-- Source: https://github.com/apache/flink/pull/16598
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE events (id BIGINT, name STRING) WITH (
  'connector' = 'pubsub', 'project' = 'shop-1', 'topic' = 'events', 'format' = 'json',
  'sink.batching.enabled' = 'true',
  'sink.batching.delay-threshold-millis' = '50',
  'sink.retry.max-attempts' = '5'
);
INSERT INTO events SELECT id, name FROM clicks;
