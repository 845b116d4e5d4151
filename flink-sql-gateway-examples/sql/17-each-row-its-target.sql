-- Each row its target: the stream, the table and the attributes of a row are columns
--
-- A writable metadata column decides for each row where it goes: `stream` in Redis, `measurement` in InfluxDB, `topic` in Pub/Sub
-- and Kafka. And what a source knows of a row beside its data, such as Kafka's topic and partition, is a column as well, which can
-- become a tag. Both sinks are fed by one read of the topic.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';

CREATE TABLE measured (
  `quantity`  STRING,
  `site`      STRING,
  `value`     DOUBLE,
  `time`      TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
  `topic`     STRING METADATA VIRTUAL,
  `partition` INT METADATA VIRTUAL
) WITH (
  'connector'                    = 'kafka',
  'properties.bootstrap.servers' = '${KAFKA_BOOTSTRAP_SERVERS}',
  'topic'                        = 'measured',
  'scan.startup.mode'            = 'earliest-offset',
  'scan.bounded.mode'            = 'latest-offset',
  'format'                       = 'json'
);

CREATE TABLE by_site (
  `stream`   STRING METADATA,
  `quantity` STRING,
  `value`    DOUBLE
) WITH (
  'connector' = 'redis-streams',
  'host'      = '${REDIS_HOST}',
  'port'      = '${REDIS_PORT}',
  'streams'   = 'site-unknown'
);

CREATE TABLE points (
  `quantity`  STRING METADATA FROM 'measurement',
  `site`      STRING,
  `topic`     STRING,
  `partition` INT,
  `value`     DOUBLE,
  `time`      TIMESTAMP_LTZ(3)
) WITH (
  'connector'   = 'influxdb3',
  'url'         = '${INFLUXDB3_URL}',
  'database'    = '${INFLUXDB3_DATABASE}',
  'token'       = '${INFLUXDB3_TOKEN}',
  'tag.columns' = 'site;topic;partition'
);

-- What was written, read back from two of the streams and all of the tables.
CREATE TABLE read_back (
  `stream`   STRING METADATA,
  `quantity` STRING,
  `value`    DOUBLE
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'site-oslo;site-rome',
  'scan.startup.mode' = 'earliest',
  'scan.bounded.mode' = 'latest'
);

CREATE TABLE points_read_back WITH ('table-name' = 'pressure;wind') LIKE points;

INSERT INTO measured VALUES
  ('wind', 'oslo', 7.5, TO_TIMESTAMP_LTZ(1767225600000, 3)),
  ('pressure', 'rome', 1013.0, TO_TIMESTAMP_LTZ(1767225600000, 3)),
  ('wind', 'rome', 2.0, TO_TIMESTAMP_LTZ(1767225660000, 3));

EXECUTE STATEMENT SET
BEGIN
  INSERT INTO by_site SELECT 'site-' || `site`, `quantity`, `value` FROM measured;

  INSERT INTO points SELECT `quantity`, `site`, `topic`, `partition`, `value`, `time` FROM measured;
END;

SELECT `stream`, `quantity`, `value` FROM read_back ORDER BY `stream`, `quantity`;

SELECT `quantity`, `site`, `topic`, `partition`, `value` FROM points_read_back ORDER BY `quantity`, `site`;
