-- updates into a sink without a key
-- Source: https://github.com/apache/flink-cdc/issues/136
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE salaries (name STRING, total DOUBLE) WITH (
  'connector' = 'kafka', 'topic' = 'salaries', 'format' = 'json',
  'properties.bootstrap.servers' = 'localhost:9092'
);
INSERT INTO salaries SELECT name, SUM(price) FROM clicks GROUP BY name;
