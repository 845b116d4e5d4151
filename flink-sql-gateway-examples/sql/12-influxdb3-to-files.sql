-- InfluxDB 3 to files: a range of time of a table, as CSV and as Parquet
--
-- A batch query reads the points of one hour: the server is asked for those and for no others. It writes them into two folders,
-- with one row for each room in the CSV file and one for each point in the Parquet file. The bytes of the CSV file are compared;
-- the Parquet file is read back.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE humidity (
  `room`    STRING,
  `percent` DOUBLE,
  `time`    TIMESTAMP_LTZ(3)
) WITH (
  'connector'   = 'influxdb3',
  'url'         = '${INFLUXDB3_URL}',
  'database'    = '${INFLUXDB3_DATABASE}',
  'token'       = '${INFLUXDB3_TOKEN}',
  'table-name'  = 'humidity',
  'tag.columns' = 'room'
);

-- The range is part of the table here: from its first instant on, and before its last one. A condition on `time` does the same.
CREATE TABLE humidity_of_the_hour WITH (
  'scan.startup.mode'      = 'timestamp',
  'scan.startup.timestamp' = '2026-01-01T01:00:00Z',
  'scan.bounded.mode'      = 'timestamp',
  'scan.bounded.timestamp' = '2026-01-01T02:00:00Z'
) LIKE humidity;

CREATE TABLE as_csv (
  `room`    STRING,
  `points`  BIGINT,
  `highest` DOUBLE
) WITH (
  'connector'        = 'filesystem',
  'path'             = '${OUT}/csv',
  'format'           = 'csv',
  'sink.parallelism' = '1'
);

CREATE TABLE as_parquet (
  `room`    STRING,
  `percent` DOUBLE,
  `time`    TIMESTAMP(3)
) WITH (
  'connector' = 'filesystem',
  'path'      = '${OUT}/parquet',
  'format'    = 'parquet'
);

INSERT INTO humidity VALUES
  ('bath', 40.0, TO_TIMESTAMP_LTZ(1767229199999, 3)),
  ('bath', 55.5, TO_TIMESTAMP_LTZ(1767229200000, 3)),
  ('bath', 61.0, TO_TIMESTAMP_LTZ(1767231000000, 3)),
  ('hall', 38.0, TO_TIMESTAMP_LTZ(1767231000000, 3)),
  ('hall', 37.5, TO_TIMESTAMP_LTZ(1767232800000, 3));

INSERT INTO as_csv
SELECT `room`, COUNT(*), MAX(`percent`) FROM humidity_of_the_hour GROUP BY `room` ORDER BY `room` LIMIT 100;

INSERT INTO as_parquet
SELECT `room`, `percent`, CAST(`time` AS TIMESTAMP(3)) FROM humidity
WHERE `time` >= TO_TIMESTAMP_LTZ(1767229200000, 3) AND `time` < TO_TIMESTAMP_LTZ(1767232800000, 3);

--! files csv/*

SELECT `room`, `percent`, `time` FROM as_parquet ORDER BY `time`, `room`;
