-- syntax
CREATE TABLE points (name STRING, price DOUBLE, time TIMESTAMP_LTZ(3)) WITH (
  'connector' = 'influxdb3', 'url' = 'http://localhost:8181', 'database' = 'shop', 'table-name' = 'points'
);
