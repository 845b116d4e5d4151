-- an option with half its name
-- Source: https://github.com/apache/flink/pull/14198
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE kafka_sink (id BIGINT, name STRING) WITH (
  'connector' = 'kafka',
  'fields-include' = 'ALL',
  'format' = 'json',
  'properties.bootstrap.servers' = '192.168.10.31:9092',
  'topic' = 'thirdDataTest'
);
INSERT INTO kafka_sink SELECT id, name FROM clicks;
