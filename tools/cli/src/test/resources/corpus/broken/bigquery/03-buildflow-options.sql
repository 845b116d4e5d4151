-- options of BuildFlow
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT, name STRING) WITH (
  'connector' = 'bigquery', 'project' = 'shop-1', 'dataset' = 'sales', 'table-name' = 'orders',
  'billing_project' = 'shop-2', 'temp_gcs_bucket' = 'buildflow_temp'
);
INSERT INTO orders SELECT id, name FROM clicks;
