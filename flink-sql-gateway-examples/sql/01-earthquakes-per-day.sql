-- Earthquakes per day: Redis Streams -> windowed Flink SQL -> DuckDB
--
-- The stream `earthquakes` holds one entry for each seismic event (data/README.md says where they come from).
-- This script counts them per day of event time and writes one row a day into a DuckDB file, twice:
--   1. from the stream as it grows: an unbounded source, committed with every checkpoint;
--   2. from the stream as it stands: a bounded source, committed once, at the end.
-- The two INSERT statements differ in their table names only. Nothing tells the sink which way to write:
-- it sees whether its source ends.
--
-- ${REDIS_PORT} and ${DUCKDB_PATH} are filled in by the runner; in a script of your own write the values.

-- Days below are days of UTC, whatever the time zone of the machine.
SET 'table.local-time-zone' = 'UTC';

-- Exactly-once needs checkpoints. Each one makes the windows that closed since the last one visible in DuckDB.
SET 'execution.checkpointing.interval' = '1 s';

-- The fields of a stream entry become columns of the same name. `event_time` is computed from the field `time`;
-- the watermark says how much later than its successors an event may arrive (here: ten minutes) to be counted.
CREATE TABLE earthquakes (
  `id`         STRING,
  `time`       BIGINT,
  `magnitude`  DECIMAL(4, 2),
  `depth_km`   DECIMAL(6, 3),
  `longitude`  DOUBLE,
  `latitude`   DOUBLE,
  `place`      STRING,
  `type`       STRING,
  `network`    STRING,
  `event_time` AS TO_TIMESTAMP_LTZ(`time`, 3),
  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '10' MINUTE
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '127.0.0.1',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'earthquakes',
  'scan.startup.mode' = 'earliest'
);

-- The sink creates the table in DuckDB when it is missing, with the types that belong to these columns.
-- Between two commits it lets go of the file, so that other programs can read it while the job runs.
CREATE TABLE quakes_per_day (
  `day`              DATE,
  `quakes`           BIGINT,
  `felt`             BIGINT,
  `strongest`        DECIMAL(4, 2),
  `average_depth_km` DECIMAL(6, 1)
) WITH (
  'connector'               = 'duckdb',
  'path'                    = '${DUCKDB_PATH}',
  'table-name'              = 'quakes_per_day',
  'sink.delivery-guarantee' = 'exactly-once'
);

-- First run: the source never ends. A day is written when the watermark has passed midnight, so the last day
-- waits for something later. The feed therefore ends with one heartbeat: an entry of another `type`, stamped
-- after that midnight. It moves the watermark, and the WHERE clause leaves it out of the counts.
-- Explosions and quarry blasts, which are in the data too, go the same way.
INSERT INTO quakes_per_day
SELECT
  CAST(window_start AS DATE)                   AS `day`,
  COUNT(*)                                     AS `quakes`,
  COUNT(*) FILTER (WHERE `magnitude` >= 2.5)   AS `felt`,
  MAX(`magnitude`)                             AS `strongest`,
  CAST(AVG(`depth_km`) AS DECIMAL(6, 1))       AS `average_depth_km`
FROM TUMBLE(TABLE earthquakes, DESCRIPTOR(`event_time`), INTERVAL '1' DAY)
WHERE `type` = 'earthquake'
GROUP BY window_start, window_end;

-- Second run: the same stream, but only up to the entry that is the last one when the job starts.
CREATE TABLE earthquakes_so_far
WITH ('scan.bounded.mode' = 'latest')
LIKE earthquakes;

CREATE TABLE quakes_per_day_so_far
WITH ('table-name' = 'quakes_per_day_so_far')
LIKE quakes_per_day (OVERWRITING OPTIONS);

INSERT INTO quakes_per_day_so_far
SELECT
  CAST(window_start AS DATE)                   AS `day`,
  COUNT(*)                                     AS `quakes`,
  COUNT(*) FILTER (WHERE `magnitude` >= 2.5)   AS `felt`,
  MAX(`magnitude`)                             AS `strongest`,
  CAST(AVG(`depth_km`) AS DECIMAL(6, 1))       AS `average_depth_km`
FROM TUMBLE(TABLE earthquakes_so_far, DESCRIPTOR(`event_time`), INTERVAL '1' DAY)
WHERE `type` = 'earthquake'
GROUP BY window_start, window_end;
