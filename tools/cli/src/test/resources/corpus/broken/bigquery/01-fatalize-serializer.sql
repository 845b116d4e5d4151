-- an option of Google's connector
-- Source: https://github.com/GoogleCloudDataproc/flink-bigquery-connector/pull/237
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE orders (id BIGINT, name STRING) WITH (
  'connector' = 'bigquery', 'project' = 'shop-1', 'dataset' = 'sales', 'table-name' = 'orders',
  'write.fatalize-serializer' = 'true'
);
INSERT INTO orders SELECT id, name FROM clicks;
