-- the path of a file is missing
-- Source: https://github.com/apache/flink/pull/24841
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE RubberOrders (id BIGINT, name STRING) WITH (
  'connector' = 'filesystem',
  'format' = 'csv',
  'csv.field-delimiter' = ','
);
INSERT INTO RubberOrders SELECT id, name FROM clicks;
