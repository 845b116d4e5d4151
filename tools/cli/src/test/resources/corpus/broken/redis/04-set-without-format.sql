-- SET of a value; strings need a format
-- Source: https://github.com/jeff-zou/flink-connector-redis/issues/46
CREATE TABLE kv (k STRING, v STRING, PRIMARY KEY (k) NOT ENFORCED) WITH (
  'connector' = 'redis', 'host' = 'redis', 'port' = '6379', 'database' = '1',
  'value.type' = 'string'
);
