-- Streaming: one job without an end reads Pub/Sub, a Redis stream and Kafka, and writes everything else

SET 'execution.checkpointing.interval' = '500 ms';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE messages (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'                = 'pubsub',
  'project'                  = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'                    = 'names-streaming',
  'sink.topic.create'        = 'true',
  'subscription'             = 'names-streaming-flink',
  'scan.subscription.create' = 'true',
  'format'                   = 'json'
);

CREATE TABLE messages_so_far WITH (
  'scan.bounded.mode'         = 'latest',
  'scan.bounded.idle-timeout' = '2 s'
) LIKE messages;

CREATE TABLE entries (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'names-streaming',
  'scan.startup.mode' = 'earliest'
);

CREATE TABLE records (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'                    = 'kafka',
  'properties.bootstrap.servers' = '${KAFKA_BOOTSTRAP_SERVERS}',
  'topic'                        = 'names-streaming',
  'scan.startup.mode'            = 'earliest-offset',
  'format'                       = 'json'
);

CREATE TABLE in_duckdb (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'               = 'duckdb',
  'path'                    = '${OUT}/streaming.duckdb',
  'table-name'              = 'names',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE in_bigquery (
  `id`   BIGINT,
  `name` STRING
) WITH (
  'connector'               = 'bigquery',
  'table-name'              = '${BIGQUERY_PROJECT}.examples.names_streaming',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode'        = 'create-or-validate',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE in_redis (
  `id`   BIGINT,
  `name` STRING,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'name-streaming:'
);

CREATE TABLE in_influxdb (
  `id`   BIGINT,
  `name` STRING,
  `time` TIMESTAMP_LTZ(3)
) WITH (
  'connector'                  = 'influxdb3',
  'url'                        = '${INFLUXDB3_URL}',
  'database'                   = '${INFLUXDB3_DATABASE}',
  'token'                      = '${INFLUXDB3_TOKEN}',
  'table-name'                 = 'names_streaming',
  'tag.columns'                = 'name',
  'sink.buffer-flush.interval' = '200 ms'
);

CREATE TABLE in_jdbc (
  `id`   BIGINT,
  `name` STRING,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector'                  = 'jdbc',
  'url'                        = '${JDBC_URL}',
  'driver'                     = '${JDBC_DRIVER}',
  'table-name'                 = 'names_streaming',
  'sink.buffer-flush.interval' = '200 ms'
);

-- The first message makes the topic, and the query the subscription, which has what is published later.
SET 'table.dml-sync' = 'true';

INSERT INTO messages VALUES (0, 'zero');

INSERT INTO entries VALUES (1, 'one');

INSERT INTO records VALUES (2, 'two');

SELECT `id`, `name` FROM messages_so_far;

SET 'table.dml-sync' = 'false';

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO in_duckdb SELECT `id`, `name` FROM messages;

  INSERT INTO in_bigquery SELECT `id`, `name` FROM messages;

  INSERT INTO entries SELECT `id`, `name` FROM messages;

  INSERT INTO in_redis SELECT `id`, `name` FROM entries;

  INSERT INTO in_influxdb SELECT `id`, `name`, TO_TIMESTAMP_LTZ(1767225600000 + `id`, 3) FROM entries;

  INSERT INTO in_jdbc SELECT `id`, `name` FROM records;
END;

SET 'table.dml-sync' = 'true';

INSERT INTO messages VALUES (3, 'three'), (4, 'four');

SELECT `id`, `name` FROM in_duckdb;

SELECT `id`, `name` FROM in_bigquery;

-- Redis is looked up: a scan of keys would begin anew after a failure.
SELECT d.`id`, r.`name`
FROM (SELECT `id`, PROCTIME() AS `now` FROM in_duckdb) AS d
JOIN in_redis FOR SYSTEM_TIME AS OF d.`now` AS r ON d.`id` = r.`id`;

SELECT `id`, `name` FROM in_influxdb;

SELECT `id`, `name` FROM in_jdbc;
