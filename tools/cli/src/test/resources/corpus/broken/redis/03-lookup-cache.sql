-- a pool and a cache of another connector
-- Source: https://github.com/jeff-zou/flink-connector-redis/issues/23
CREATE TABLE users (id STRING, account STRING, PRIMARY KEY (id) NOT ENFORCED) WITH (
  'connector' = 'redis', 'host' = '127.0.0.1',
  'maxIdle' = '2', 'minIdle' = '1',
  'lookup.cache.max-rows' = '10', 'lookup.cache.ttl' = '10'
);
