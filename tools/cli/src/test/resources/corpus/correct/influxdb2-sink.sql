CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE points (name STRING, price DOUBLE, `time` TIMESTAMP_LTZ(3)) WITH (
  'connector' = 'influxdb3', 'url' = 'http://localhost:8086', 'database' = 'bucket', 'table-name' = 'points',
  'api' = 'v2', 'organization' = 'shop', 'token.file' = '/run/secrets/influx'
);
INSERT INTO points SELECT name, price, happened FROM clicks;
