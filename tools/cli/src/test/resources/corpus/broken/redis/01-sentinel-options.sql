-- sentinel, as another connector spells it
-- Source: https://github.com/jeff-zou/flink-connector-redis/issues/28
CREATE TABLE sink_redis (k STRING, v STRING, PRIMARY KEY (k) NOT ENFORCED) WITH (
  'connector' = 'redis',
  'redis-mode' = 'sentinel',
  'master.name' = 'mymaster',
  'sentinels.info' = '10.0.0.1:26379',
  'sentinels.password' = '${SENTINEL_PASSWORD:-none-of-your-business}'
);
