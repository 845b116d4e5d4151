-- Redis Streams to InfluxDB 3: a server that asks for a pause gets one, and each point once
--
-- Readings go from a Redis stream, read as a consumer group, into InfluxDB. The line that begins with --! lets the server refuse
-- the next three writes with 429 and `Retry-After: 1`. The sink waits as long as it is asked to and sends the same points again;
-- nothing is read twice for that, and no point is there twice.

SET 'execution.checkpointing.interval' = '1 s';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE measured (
  `room`    STRING,
  `celsius` DOUBLE,
  `millis`  BIGINT
) WITH (
  'connector' = 'redis-streams',
  'host'      = '${REDIS_HOST}',
  'port'      = '${REDIS_PORT}',
  'streams'   = 'climate'
);

CREATE TABLE readings (
  `room`    STRING,
  `celsius` DOUBLE,
  `millis`  BIGINT
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'climate',
  'scan.mode'         = 'consumer-group',
  'group.id'          = 'to-influxdb'
);

CREATE TABLE climate (
  `room`    STRING,
  `celsius` DOUBLE,
  `time`    TIMESTAMP_LTZ(3)
) WITH (
  'connector'                  = 'influxdb3',
  'url'                        = '${INFLUXDB3_URL}',
  'database'                   = '${INFLUXDB3_DATABASE}',
  'token'                      = '${INFLUXDB3_TOKEN}',
  'table-name'                 = 'climate',
  'tag.columns'                = 'room',
  'sink.buffer-flush.interval' = '200 ms'
);

SET 'table.dml-sync' = 'true';

INSERT INTO measured VALUES
  ('kitchen', 21.5, 1767225600000), ('cellar', 11.0, 1767225600000), ('kitchen', 21.7, 1767225660000);

--! influxdb3 throttle 3

SET 'table.dml-sync' = 'false';

INSERT INTO climate SELECT `room`, `celsius`, TO_TIMESTAMP_LTZ(`millis`, 3) FROM readings;

SET 'table.dml-sync' = 'true';

INSERT INTO measured VALUES ('cellar', 11.1, 1767225660000);

SET 'execution.runtime-mode' = 'batch';

SELECT `room`, `celsius`, `time` FROM climate ORDER BY `time`, `room`;

--! influxdb3 refused
