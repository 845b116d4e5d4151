-- DuckDB to files: a table of a DuckDB file as CSV and as Parquet
--
-- The filesystem connector of Flink writes a folder, in which each finished file counts: one here, because one task writes it.
-- The bytes of the CSV file are compared; the Parquet file is read back. ${OUT} is a folder of this run; write your own path.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE quakes (
  `id`        STRING,
  `time`      BIGINT,
  `magnitude` DECIMAL(4, 2),
  `place`     STRING
) WITH (
  'connector'  = 'duckdb',
  'path'       = '${OUT}/quakes.duckdb',
  'table-name' = 'quakes'
);

INSERT INTO quakes VALUES
  ('a', 1517500800000, 5.10, 'Tonga, south of it'),
  ('b', 1517500860000, 4.70, 'a place called "Home"'),
  ('c', 1517500920000, 2.00, 'nowhere');

CREATE TABLE as_csv (
  `id`        STRING,
  `happened`  TIMESTAMP(3),
  `magnitude` DECIMAL(4, 2),
  `place`     STRING
) WITH (
  'connector'               = 'filesystem',
  'path'                    = '${OUT}/csv',
  'format'                  = 'csv',
  'csv.field-delimiter'     = ';',
  'csv.quote-character'     = '"',
  'sink.parallelism'        = '1'
);

CREATE TABLE as_parquet (
  `id`        STRING,
  `happened`  TIMESTAMP(3),
  `magnitude` DECIMAL(4, 2),
  `place`     STRING
) WITH (
  'connector' = 'filesystem',
  'path'      = '${OUT}/parquet',
  'format'    = 'parquet'
);

INSERT INTO as_csv
SELECT `id`, CAST(TO_TIMESTAMP_LTZ(`time`, 3) AS TIMESTAMP(3)), `magnitude`, `place`
FROM quakes WHERE `magnitude` >= 4;

INSERT INTO as_parquet
SELECT `id`, CAST(TO_TIMESTAMP_LTZ(`time`, 3) AS TIMESTAMP(3)), `magnitude`, `place` FROM quakes;

--! files csv/*

SELECT `id`, `happened`, `magnitude`, `place` FROM as_parquet ORDER BY `id`;
