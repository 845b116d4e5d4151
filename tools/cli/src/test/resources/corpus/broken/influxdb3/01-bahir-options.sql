-- words of the connector for InfluxDB 2
-- Source: https://github.com/apache/bahir-flink/pull/114
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE points (name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3)) WITH (
  'connector' = 'influxdb3', 'url' = 'http://localhost:8181', 'database' = 'shop', 'table-name' = 'points',
  'bucket' = 'shop', 'time.column' = 'happened'
);
INSERT INTO points SELECT name, price, happened FROM clicks;
