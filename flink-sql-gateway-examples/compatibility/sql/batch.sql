-- Batch: three rows go through every connector, each of which writes them and reads them again

SET 'table.dml-sync' = 'true';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE in_duckdb (
  `id`   BIGINT,
  `name` STRING
) WITH ('connector' = 'duckdb', 'path' = '${OUT}/batch.duckdb', 'table-name' = 'names');

CREATE TABLE in_redis_stream (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'names-batch',
  'scan.bounded.mode' = 'latest'
);

CREATE TABLE in_redis (
  `id`   BIGINT,
  `name` STRING,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'name-batch:'
);

CREATE TABLE in_influxdb (
  `id`   BIGINT,
  `name` STRING,
  `time` TIMESTAMP_LTZ(3)
) WITH (
  'connector'   = 'influxdb3',
  'url'         = '${INFLUXDB3_URL}',
  'database'    = '${INFLUXDB3_DATABASE}',
  'token'       = '${INFLUXDB3_TOKEN}',
  'table-name'  = 'names_batch',
  'tag.columns' = 'name'
);

CREATE TABLE in_bigquery (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'        = 'bigquery',
  'table-name'       = '${BIGQUERY_PROJECT}.examples.names_batch',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode' = 'create-or-validate'
);

CREATE TABLE in_kafka (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'                    = 'kafka',
  'properties.bootstrap.servers' = '${KAFKA_BOOTSTRAP_SERVERS}',
  'topic'                        = 'names-batch',
  'scan.startup.mode'            = 'earliest-offset',
  'scan.bounded.mode'            = 'latest-offset',
  'format'                       = 'json'
);

CREATE TABLE in_jdbc (
  `id`   BIGINT,
  `name` STRING,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector'  = 'jdbc',
  'url'        = '${JDBC_URL}',
  'driver'     = '${JDBC_DRIVER}',
  'table-name' = 'names_batch'
);

CREATE TABLE in_pubsub (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'                 = 'pubsub',
  'project'                   = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'                     = 'names-batch',
  'sink.topic.create'         = 'true',
  'subscription'              = 'names-batch-flink',
  'scan.subscription.create'  = 'true',
  'scan.bounded.mode'         = 'latest',
  'scan.bounded.idle-timeout' = '2 s',
  'format'                    = 'json'
);

INSERT INTO in_duckdb VALUES (1, 'one'), (2, 'two'), (3, 'three');

INSERT INTO in_redis_stream SELECT `id`, `name` FROM in_duckdb;

INSERT INTO in_redis SELECT `id`, `name` FROM in_redis_stream;

INSERT INTO in_influxdb SELECT `id`, `name`, TO_TIMESTAMP_LTZ(1767225600000 + `id`, 3) FROM in_redis;

INSERT INTO in_bigquery SELECT `id`, `name` FROM in_influxdb;

INSERT INTO in_kafka SELECT `id`, `name` FROM in_bigquery;

INSERT INTO in_jdbc SELECT `id`, `name` FROM in_kafka;

-- The first message makes the topic, and the first query the subscription, which has what is published later.
INSERT INTO in_pubsub VALUES (0, 'zero');

SELECT `id`, `name` FROM in_pubsub;

INSERT INTO in_pubsub SELECT `id`, `name` FROM in_jdbc;

SELECT `id`, `name` FROM in_pubsub;
