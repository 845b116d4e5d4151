-- Backfill, then live: history from DuckDB and news from Redis Streams, one table in InfluxDB 3
--
-- Two INSERT statements, one after the other, fill the same table. The stream overlaps with the history, as it does in practice:
-- the points are known by their tags and their time, so a reading that comes twice is there once.

SET 'table.local-time-zone' = 'UTC';
SET 'table.dml-sync' = 'true';

CREATE TABLE history (
  `room`    STRING,
  `celsius` DOUBLE,
  `millis`  BIGINT
) WITH ('connector' = 'duckdb', 'path' = '${OUT}/history.duckdb', 'table-name' = 'history');

CREATE TABLE news (
  `room`    STRING,
  `celsius` DOUBLE,
  `millis`  BIGINT
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'backfill',
  'scan.startup.mode' = 'earliest'
);

CREATE TABLE temperatures (
  `room`    STRING,
  `celsius` DOUBLE,
  `time`    TIMESTAMP_LTZ(3)
) WITH (
  'connector'                  = 'influxdb3',
  'url'                        = '${INFLUXDB3_URL}',
  'database'                   = '${INFLUXDB3_DATABASE}',
  'token'                      = '${INFLUXDB3_TOKEN}',
  'table-name'                 = 'temperatures',
  'tag.columns'                = 'room',
  'sink.buffer-flush.interval' = '200 ms'
);

INSERT INTO history VALUES
  ('attic', 5.0, 1767225600000), ('attic', 5.5, 1767225660000), ('attic', 6.0, 1767225720000);

-- The last reading of the history, once more, and one that is new.
INSERT INTO news VALUES ('attic', 6.0, 1767225720000), ('attic', 6.5, 1767225780000);

-- Backfill: ends by itself, in large requests.
INSERT INTO temperatures SELECT `room`, `celsius`, TO_TIMESTAMP_LTZ(`millis`, 3) FROM history;

-- Live: goes on.
SET 'execution.checkpointing.interval' = '1 s';
SET 'table.dml-sync' = 'false';

INSERT INTO temperatures SELECT `room`, `celsius`, TO_TIMESTAMP_LTZ(`millis`, 3) FROM news;

SET 'table.dml-sync' = 'true';

INSERT INTO news VALUES ('attic', 7.0, 1767225840000);

SET 'execution.runtime-mode' = 'batch';

SELECT `celsius`, `time` FROM temperatures ORDER BY `time`;
