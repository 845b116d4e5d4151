-- schema
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE kv (k STRING, v STRING) WITH (
  'connector' = 'redis', 'host' = 'localhost'
);
INSERT INTO kv SELECT name, name FROM clicks;
