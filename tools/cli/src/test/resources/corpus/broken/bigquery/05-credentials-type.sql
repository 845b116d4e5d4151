-- credentials
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT, name STRING) WITH (
  'connector' = 'bigquery', 'project' = 'shop-1', 'dataset' = 'sales', 'table-name' = 'orders',
  'credentials.type' = 'json'
);
INSERT INTO orders SELECT id, name FROM clicks;
