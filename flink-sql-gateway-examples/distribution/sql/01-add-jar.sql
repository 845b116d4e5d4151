-- ADD JAR: a session brings a connector along that the cluster does not have
--
-- Flink sends the jar with each job of the session. ${DATA} is the folder that the runner has put the jar into.

ADD JAR '${DATA}/flink-sql-connector-redis-streams.jar';

SET 'table.dml-sync' = 'true';

CREATE TABLE brought_along (
  `id` BIGINT
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'brought-along',
  'scan.startup.mode' = 'earliest',
  'scan.bounded.mode' = 'latest'
);

INSERT INTO brought_along VALUES (1), (2), (3);

SET 'execution.runtime-mode' = 'batch';

SELECT COUNT(*) AS `rows`, SUM(`id`) AS `sum` FROM brought_along;
