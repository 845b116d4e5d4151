-- Pub/Sub to BigQuery: one row a minute and city, in event time
--
-- Rides are published as JSON messages, each with the time at which it ended. A window counts them per minute of that time and
-- city, and BigQuery gets a row when a minute is over by the watermark. A message is acknowledged when a checkpoint holds what
-- was made of it, so a job that is killed loses nothing. The last ride is of a later minute: it moves the watermark.

SET 'table.local-time-zone' = 'UTC';
SET 'execution.checkpointing.interval' = '1 s';

CREATE TABLE rides (
  `city`   STRING,
  `fare`   DECIMAL(6, 2),
  `millis` BIGINT,
  `ended`  AS TO_TIMESTAMP_LTZ(`millis`, 3),
  WATERMARK FOR `ended` AS `ended` - INTERVAL '5' SECOND
) WITH (
  'connector'                = 'pubsub',
  'project'                  = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'                    = 'rides',
  'subscription'             = 'rides-flink',
  'scan.subscription.create' = 'true',
  'format'                   = 'json'
);

CREATE TABLE published (
  `city`   STRING,
  `fare`   DECIMAL(6, 2),
  `millis` BIGINT
) WITH (
  'connector'         = 'pubsub',
  'project'           = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'             = 'rides',
  'sink.topic.create' = 'true',
  'format'            = 'json'
);

CREATE TABLE rides_per_minute (
  `minute` TIMESTAMP_LTZ(6),
  `city`   STRING,
  `rides`  BIGINT,
  `fares`  DECIMAL(10, 2)
) WITH (
  'connector'               = 'bigquery',
  'table-name'              = '${BIGQUERY_PROJECT}.examples.rides_per_minute',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode'        = 'create-or-validate',
  'sink.delivery-guarantee' = 'exactly-once'
);

SET 'table.dml-sync' = 'true';

-- Makes the topic; nobody subscribes to it yet, so nobody gets this message.
INSERT INTO published VALUES ('nowhere', 0.00, 0);

SET 'table.dml-sync' = 'false';

INSERT INTO rides_per_minute
SELECT CAST(window_start AS TIMESTAMP_LTZ(6)), `city`, COUNT(*), CAST(SUM(`fare`) AS DECIMAL(10, 2))
FROM TUMBLE(TABLE rides, DESCRIPTOR(`ended`), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end, `city`;

--! pubsub await rides-flink

SET 'table.dml-sync' = 'true';

INSERT INTO published VALUES
  ('rome', 12.50, 1767225601000), ('rome', 7.50, 1767225630000), ('oslo', 30.00, 1767225659000),
  ('rome', 9.00, 1767225660000), ('oslo', 1.00, 1767225800000);

SET 'execution.runtime-mode' = 'batch';

SELECT `minute`, `city`, `rides`, `fares` FROM rides_per_minute ORDER BY `minute`, `city`;
