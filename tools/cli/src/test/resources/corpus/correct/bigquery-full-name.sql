CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT, name STRING) WITH (
  'connector' = 'bigquery', 'table-name' = 'shop-1.sales.orders', 'credentials.type' = 'file', 'credentials.file' = '/etc/key.json'
);
INSERT INTO orders SELECT id, name FROM clicks;
