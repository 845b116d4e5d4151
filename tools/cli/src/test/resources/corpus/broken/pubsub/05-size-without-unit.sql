-- type
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE events (id BIGINT, name STRING) WITH (
  'connector' = 'pubsub', 'project' = 'shop-1', 'topic' = 'events', 'format' = 'json',
  'sink.buffer-flush.max-size' = 'big'
);
INSERT INTO events SELECT id, name FROM clicks;
