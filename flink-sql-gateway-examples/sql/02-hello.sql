-- Hello: datagen -> Redis Streams -> print, and back as a query
--
-- Rows that Flink makes up go into a Redis stream and come back out of it: once into the output of the TaskManager, once as
-- the answer of a query. ${REDIS_HOST} and ${REDIS_PORT} are filled in by the runner; in a script of your own write the values.

-- An INSERT is over when its job is: what follows can count on its rows.
SET 'table.dml-sync' = 'true';

-- Ten rows: `id` counts from 1 to 10, so their sum is known. `mood` is made up.
CREATE TABLE greetings (
  `id`   BIGINT,
  `mood` STRING
) WITH (
  'connector'          = 'datagen',
  'fields.id.kind'     = 'sequence',
  'fields.id.start'    = '1',
  'fields.id.end'      = '10',
  'fields.mood.length' = '5'
);

-- Each column is a field of the stream's entries. Redis makes the stream with its first entry. Without
-- `scan.bounded.mode` a query would wait for more for ever.
CREATE TABLE hello (
  `id`   BIGINT,
  `mood` STRING
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'hello',
  'scan.bounded.mode' = 'latest'
);

CREATE TABLE console (
  `id`   BIGINT,
  `mood` STRING
) WITH ('connector' = 'print', 'print-identifier' = 'hello');

INSERT INTO hello SELECT `id`, `mood` FROM greetings;

INSERT INTO console SELECT `id`, `mood` FROM hello;

SET 'execution.runtime-mode' = 'batch';

SELECT COUNT(*) AS `rows`, SUM(`id`) AS `sum`, MAX(CHAR_LENGTH(`mood`)) AS `letters` FROM hello;
