-- command and mode of another connector, and no key
-- Source: https://github.com/jeff-zou/flink-connector-redis/issues/14
CREATE TABLE sink_redis (name STRING, level STRING, age STRING) WITH (
  'connector' = 'redis',
  'host' = '192.168.90.104',
  'port' = '6379',
  'redis-mode' = 'single',
  'command' = 'hset'
);
