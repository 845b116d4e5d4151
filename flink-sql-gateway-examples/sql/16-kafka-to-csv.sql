-- Kafka to CSV: key, value, timestamp, topic, partition and offset of each message, in one file
--
-- The message as it is: key and value are read with the format `raw`, the other four columns are metadata. One task writes one file,
-- with the delimiter and the quote of the options, and the file is there when it is complete. The bytes are compared below.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE messages (
  `key`       STRING,
  `value`     STRING,
  `timestamp` TIMESTAMP_LTZ(3) METADATA,
  `topic`     STRING METADATA VIRTUAL,
  `partition` INT METADATA VIRTUAL,
  `offset`    BIGINT METADATA VIRTUAL
) WITH (
  'connector'                    = 'kafka',
  'properties.bootstrap.servers' = '${KAFKA_BOOTSTRAP_SERVERS}',
  'topic'                        = 'messages',
  'scan.startup.mode'            = 'earliest-offset',
  'scan.bounded.mode'            = 'latest-offset',
  'key.format'                   = 'raw',
  'key.fields'                   = 'key',
  'value.format'                 = 'raw',
  'value.fields-include'         = 'EXCEPT_KEY'
);

CREATE TABLE csv_file (
  `key`       STRING,
  `value`     STRING,
  `timestamp` BIGINT,
  `topic`     STRING,
  `partition` INT,
  `offset`    BIGINT
) WITH (
  'connector'           = 'filesystem',
  'path'                = '${OUT}/csv',
  'format'              = 'csv',
  'csv.field-delimiter' = ',',
  'csv.quote-character' = '"',
  'sink.parallelism'    = '1'
);

INSERT INTO messages
SELECT `key`, `value`, TO_TIMESTAMP_LTZ(`millis`, 3)
FROM (VALUES
  ('a', '{"n": 1}', 1767225600000),
  ('b', '{"n": 2, "text": "x, y"}', 1767225601234)
) AS t(`key`, `value`, `millis`);

INSERT INTO csv_file
SELECT
  `key`, `value`,
  UNIX_TIMESTAMP(DATE_FORMAT(`timestamp`, 'yyyy-MM-dd HH:mm:ss')) * 1000 + EXTRACT(MILLISECOND FROM `timestamp`),
  `topic`, `partition`, `offset`
FROM messages;

--! files csv/*
