-- schema
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE points (name STRING, price DOUBLE, `time` TIMESTAMP_LTZ(3)) WITH (
  'connector' = 'influxdb3', 'url' = 'http://localhost:8181', 'database' = 'shop', 'table-name' = 'points',
  'tag.columns' = 'nam'
);
INSERT INTO points SELECT name, price, happened FROM clicks;
