-- Fan-out: one subscription of Pub/Sub feeds BigQuery, DuckDB, Redis, InfluxDB 3 and nowhere, in one job
--
-- A statement set that never ends. The subscription is read once; what each sink gets is its own INSERT, and views name the steps
-- that several of them share. One checkpoint covers all: messages are acknowledged when every sink has what was made of them.

SET 'execution.checkpointing.interval' = '1 s';
SET 'table.local-time-zone' = 'UTC';

CREATE TABLE scans (
  `parcel` STRING,
  `depot`  STRING,
  `grams`  BIGINT,
  `millis` BIGINT
) WITH (
  'connector'                = 'pubsub',
  'project'                  = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'                    = 'scans',
  'subscription'             = 'scans-flink',
  'scan.subscription.create' = 'true',
  'format'                   = 'json'
);

CREATE TABLE scanned WITH ('sink.topic.create' = 'true') LIKE scans;

CREATE TABLE all_scans (
  `parcel` STRING,
  `depot`  STRING,
  `grams`  BIGINT
) WITH (
  'connector'               = 'bigquery',
  'table-name'              = '${BIGQUERY_PROJECT}.examples.scans',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode'        = 'create-or-validate',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE heavy_parcels (
  `parcel` STRING,
  `grams`  BIGINT
) WITH (
  'connector'               = 'duckdb',
  'path'                    = '${OUT}/parcels.duckdb',
  'table-name'              = 'heavy_parcels',
  'sink.delivery-guarantee' = 'exactly-once'
);

CREATE TABLE whereabouts (
  `parcel` STRING,
  `depot`  STRING,
  PRIMARY KEY (`parcel`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'whereabouts:'
);

CREATE TABLE weights (
  `depot` STRING,
  `grams` BIGINT,
  `time`  TIMESTAMP_LTZ(3)
) WITH (
  'connector'                  = 'influxdb3',
  'url'                        = '${INFLUXDB3_URL}',
  'database'                   = '${INFLUXDB3_DATABASE}',
  'token'                      = '${INFLUXDB3_TOKEN}',
  'table-name'                 = 'weights',
  'tag.columns'                = 'depot',
  'sink.buffer-flush.interval' = '200 ms'
);

CREATE TABLE tests (
  `parcel` STRING
) WITH ('connector' = 'blackhole');

CREATE VIEW real_scans AS SELECT * FROM scans WHERE `parcel` <> 'test';

CREATE VIEW heavy AS SELECT `parcel`, `grams` FROM real_scans WHERE `grams` > 10000;

-- Makes the topic; nobody subscribes to it yet, so nobody gets this message.
SET 'table.dml-sync' = 'true';

INSERT INTO scanned VALUES ('nothing', 'nowhere', 0, 0);

SET 'table.dml-sync' = 'false';

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO all_scans SELECT `parcel`, `depot`, `grams` FROM real_scans;

  INSERT INTO heavy_parcels SELECT `parcel`, `grams` FROM heavy;

  INSERT INTO whereabouts SELECT `parcel`, `depot` FROM real_scans;

  INSERT INTO weights SELECT `depot`, `grams`, TO_TIMESTAMP_LTZ(`millis`, 3) FROM real_scans;

  INSERT INTO tests SELECT `parcel` FROM scans WHERE `parcel` = 'test';
END;

--! pubsub await scans-flink

SET 'table.dml-sync' = 'true';

INSERT INTO scanned VALUES
  ('p1', 'rome', 800, 1767225600000), ('p2', 'rome', 12500, 1767225601000), ('test', 'rome', 1, 1767225602000);

INSERT INTO scanned VALUES ('p1', 'oslo', 800, 1767225603000);

SET 'execution.runtime-mode' = 'batch';

SELECT COUNT(*) AS `scans`, SUM(`grams`) AS `grams` FROM all_scans;

SELECT `parcel`, `grams` FROM heavy_parcels;

SELECT `parcel`, `depot` FROM whereabouts ORDER BY `parcel`;

SELECT `depot`, COUNT(*) AS `points`, MAX(`grams`) AS `heaviest` FROM weights GROUP BY `depot` ORDER BY `depot`;
