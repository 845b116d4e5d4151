-- Statement set: one source feeds five sinks in one job
--
-- The source is read once, and each row goes where the statement set sends it: all of them to a DuckDB table, the latest of each
-- machine to Redis, alarms to a Redis stream, a copy to InfluxDB, and the rest of the traffic nowhere. A view names the part
-- that two of them share. EXPLAIN shows one source in front of all sinks.

SET 'table.dml-sync' = 'true';
SET 'execution.runtime-mode' = 'batch';

CREATE TABLE events (
  `machine` STRING,
  `seq`     BIGINT,
  `level`   STRING,
  `load`    DOUBLE
) WITH (
  'connector' = 'filesystem',
  'path'      = '${DATA}/machine-events.csv',
  'format'    = 'csv'
);

CREATE TABLE history (
  `machine` STRING,
  `seq`     BIGINT,
  `level`   STRING,
  `load`    DOUBLE
) WITH ('connector' = 'duckdb', 'path' = '${OUT}/history.duckdb', 'table-name' = 'history');

CREATE TABLE latest (
  `machine` STRING,
  `load`    DOUBLE,
  PRIMARY KEY (`machine`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'latest-load:'
);

CREATE TABLE alarms (
  `machine` STRING,
  `load`    DOUBLE
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'alarms',
  'scan.bounded.mode' = 'latest'
);

CREATE TABLE loads (
  `machine` STRING,
  `load`    DOUBLE,
  `time`    TIMESTAMP_LTZ(3)
) WITH (
  'connector'   = 'influxdb3',
  'url'         = '${INFLUXDB3_URL}',
  'database'    = '${INFLUXDB3_DATABASE}',
  'token'       = '${INFLUXDB3_TOKEN}',
  'table-name'  = 'loads',
  'tag.columns' = 'machine'
);

CREATE TABLE chatter (
  `machine` STRING
) WITH ('connector' = 'blackhole');

CREATE VIEW loud AS SELECT * FROM events WHERE `level` <> 'debug';

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO history SELECT * FROM loud;

  INSERT INTO latest
  SELECT `machine`, `load`
  FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY `machine` ORDER BY `seq` DESC) AS n FROM loud)
  WHERE n = 1;

  INSERT INTO alarms SELECT `machine`, `load` FROM events WHERE `level` = 'alarm';

  INSERT INTO loads
  SELECT `machine`, `load`, TO_TIMESTAMP_LTZ(1767225600000 + `seq` * 1000, 3) FROM loud;

  INSERT INTO chatter SELECT `machine` FROM events WHERE `level` = 'debug';
END;

SELECT COUNT(*) AS `rows`, SUM(`seq`) AS `sum` FROM history;

SELECT `machine`, `load` FROM latest ORDER BY `machine`;

SELECT `machine`, `load` FROM alarms;

SELECT `machine`, COUNT(*) AS `points`, MAX(`load`) AS `peak` FROM loads GROUP BY `machine` ORDER BY `machine`;
