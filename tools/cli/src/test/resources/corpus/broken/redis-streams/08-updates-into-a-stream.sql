-- guarantee
CREATE TABLE clicks (id BIGINT, name STRING, price DOUBLE, happened TIMESTAMP_LTZ(3))
WITH ('connector' = 'datagen');

CREATE TABLE counts (name STRING, n BIGINT) WITH (
  'connector' = 'redis-streams', 'host' = 'localhost', 'streams' = 'counts'
);
INSERT INTO counts SELECT name, COUNT(*) FROM clicks GROUP BY name;
