-- Lookup joins: one stream, three tables to look things up in, each with a cache
--
-- Readings come in on a Redis stream. Each is completed from a DuckDB file (what the sensor is; read once, at most so many rows
-- kept), from a JDBC database (who looks after it; kept for a minute), and from a hash in Redis (its threshold; not kept at all,
-- so a change counts at once). Readings above their threshold are alerts.

--! jdbc CREATE TABLE keepers (sensor VARCHAR(10) PRIMARY KEY, keeper VARCHAR(20))
--! jdbc INSERT INTO keepers VALUES ('s1', 'ada'), ('s2', 'bob')

SET 'execution.checkpointing.interval' = '1 s';
SET 'table.dml-sync' = 'true';

CREATE TABLE readings (
  `sensor`  STRING,
  `celsius` DOUBLE,
  `now`     AS PROCTIME()
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'lookup-readings',
  'scan.startup.mode' = 'earliest'
);

-- The same stream to write to, without the column that only a reader has.
CREATE TABLE measured (
  `sensor`  STRING,
  `celsius` DOUBLE
) WITH (
  'connector' = 'redis-streams',
  'host'      = '${REDIS_HOST}',
  'port'      = '${REDIS_PORT}',
  'streams'   = 'lookup-readings'
);

CREATE TABLE sensor_list (
  `sensor` STRING,
  `kind`   STRING,
  `limit`  DOUBLE
) WITH ('connector' = 'filesystem', 'path' = '${DATA}/sensors.csv', 'format' = 'csv');

CREATE TABLE sensors (
  `sensor` STRING,
  `kind`   STRING
) WITH (
  'connector'                             = 'duckdb',
  'path'                                  = '${OUT}/sensors.duckdb',
  'table-name'                            = 'sensors',
  'lookup.cache'                          = 'PARTIAL',
  'lookup.partial-cache.max-rows'         = '1000'
);

CREATE TABLE keepers (
  `sensor` STRING,
  `keeper` STRING
) WITH (
  'connector'                             = 'jdbc',
  'url'                                   = '${JDBC_URL}',
  'driver'                                = '${JDBC_DRIVER}',
  'table-name'                            = 'keepers',
  'lookup.cache'                          = 'PARTIAL',
  'lookup.partial-cache.max-rows'         = '1000',
  'lookup.partial-cache.expire-after-write' = '1 min'
);

CREATE TABLE thresholds (
  `sensor` STRING,
  `limit`  DOUBLE,
  PRIMARY KEY (`sensor`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'threshold:'
);

CREATE TABLE alerts (
  `sensor`  STRING,
  `kind`    STRING,
  `keeper`  STRING,
  `celsius` DOUBLE,
  `limit`   DOUBLE
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'lookup-alerts',
  'scan.bounded.mode' = 'latest'
);

INSERT INTO sensors SELECT `sensor`, `kind` FROM sensor_list;

INSERT INTO thresholds SELECT `sensor`, `limit` FROM sensor_list;

INSERT INTO measured VALUES ('s1', 79.0), ('s1', 81.0), ('s2', 46.0), ('s3', 31.0), ('s9', 99.0);

SET 'table.dml-sync' = 'false';

INSERT INTO alerts
SELECT r.`sensor`, s.`kind`, k.`keeper`, r.`celsius`, t.`limit`
FROM readings AS r
JOIN sensors FOR SYSTEM_TIME AS OF r.`now` AS s ON r.`sensor` = s.`sensor`
LEFT JOIN keepers FOR SYSTEM_TIME AS OF r.`now` AS k ON r.`sensor` = k.`sensor`
JOIN thresholds FOR SYSTEM_TIME AS OF r.`now` AS t ON r.`sensor` = t.`sensor`
WHERE r.`celsius` > t.`limit`;

SET 'execution.runtime-mode' = 'batch';

-- s1 at 79 is below its threshold, s9 is no known sensor, and nobody looks after s3.
SELECT `sensor`, `kind`, `keeper`, `celsius`, `limit` FROM alerts;

-- The threshold of s1 changes while the job runs: 79 is now an alert, and it is told so with the next reading.
SET 'table.dml-sync' = 'true';

INSERT INTO thresholds VALUES ('s1', 70.0);

INSERT INTO measured VALUES ('s1', 79.0);

SELECT `sensor`, `kind`, `keeper`, `celsius`, `limit` FROM alerts;
