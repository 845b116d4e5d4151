-- Broken network: nothing is dropped, and no cache on a disk is needed for it
--
-- The line that begins with --! lets InfluxDB take the next four writes and breaks each connection before the answer, as a network
-- does. The sink cannot know, and sends the same points again, after a growing wait; it keeps them in its buffers, and when those
-- are full, Flink stops reading. What was read stands in the checkpoint, and what was not is still in the stream: nothing has to be
-- thrown away, however long it takes. A point that comes twice is there once.

SET 'execution.checkpointing.interval' = '1 s';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE steps (
  `walker` STRING,
  `steps`  BIGINT,
  `millis` BIGINT
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'steps',
  'scan.startup.mode' = 'earliest'
);

-- `sink.retry.timeout` is how long an outage may last until the job fails, and goes back to its checkpoint; zero is without limit.
CREATE TABLE walks (
  `walker` STRING,
  `steps`  BIGINT,
  `time`   TIMESTAMP_LTZ(3)
) WITH (
  'connector'                  = 'influxdb3',
  'url'                        = '${INFLUXDB3_URL}',
  'database'                   = '${INFLUXDB3_DATABASE}',
  'token'                      = '${INFLUXDB3_TOKEN}',
  'table-name'                 = 'walks',
  'tag.columns'                = 'walker',
  'sink.buffer-flush.interval' = '200 ms',
  'sink.retry.timeout'         = '5 min',
  'sink.retry.max-backoff'     = '1 s'
);

SET 'table.dml-sync' = 'true';

INSERT INTO steps VALUES ('ada', 100, 1767225600000), ('bob', 250, 1767225600000);

SET 'table.dml-sync' = 'false';

INSERT INTO walks SELECT `walker`, `steps`, TO_TIMESTAMP_LTZ(`millis`, 3) FROM steps;

SET 'table.dml-sync' = 'true';
SET 'execution.runtime-mode' = 'batch';

SELECT `walker`, `steps`, `time` FROM walks ORDER BY `time`, `walker`;

--! influxdb3 break 4

INSERT INTO steps VALUES ('ada', 120, 1767225660000), ('bob', 20, 1767225660000);

--! influxdb3 unanswered

SELECT `walker`, `steps`, `time` FROM walks ORDER BY `time`, `walker`;
