-- Texts and documents: what a message looks like is written in SQL, with no template language beside it
--
-- A row becomes a sentence by a condition, and is written as it stands, with the format `raw`. An array in it becomes a message for
-- each element. A window or a group becomes one message that holds an array; without it, each row is a message of its
-- own. How many messages share a request is a matter of the sink and has nothing to do with it.

SET 'table.dml-sync' = 'true';
SET 'execution.runtime-mode' = 'batch';

CREATE TEMPORARY VIEW inspections AS
SELECT * FROM (VALUES
  ('press', 71.5, ARRAY['oil', 'belt']),
  ('drill', 40.0, ARRAY['chuck'])
) AS t(`machine`, `celsius`, `parts`);

-- One column, which is the whole message: a field `text` in each entry of the stream.
CREATE TABLE sentences (
  `message` STRING
) WITH (
  'connector'                  = 'redis-streams',
  'host'                       = '${REDIS_HOST}',
  'port'                       = '${REDIS_PORT}',
  'streams'                    = 'sentences',
  'scan.bounded.mode'          = 'latest',
  'format'                     = 'raw',
  'payload-field'              = 'text',
  'sink.buffer-flush.max-rows' = '500',
  'sink.buffer-flush.interval' = '50 ms'
);

CREATE TABLE orders_for_parts WITH ('streams' = 'orders-for-parts') LIKE sentences (OVERWRITING OPTIONS);

CREATE TABLE reports WITH ('streams' = 'reports') LIKE sentences (OVERWRITING OPTIONS);

-- A condition and a text.
INSERT INTO sentences
SELECT CASE
  WHEN `celsius` > 60 THEN 'The ' || `machine` || ' is hot: ' || CAST(`celsius` AS STRING) || ' degrees'
  ELSE 'The ' || `machine` || ' is fine'
END
FROM inspections;

-- For each element of an array one message, as a document.
INSERT INTO orders_for_parts
SELECT JSON_OBJECT('machine' VALUE `machine`, 'part' VALUE `part`)
FROM inspections CROSS JOIN UNNEST(`parts`) AS p(`part`);

-- For all rows one message, with an array. JSON() marks it as JSON; without it, it would be one more text.
INSERT INTO reports
SELECT JSON_OBJECT(
  'inspected' VALUE COUNT(*),
  'hottest'   VALUE MAX(`celsius`),
  'machines'  VALUE JSON(JSON_ARRAYAGG(`machine`))
)
FROM (SELECT * FROM inspections ORDER BY `machine` LIMIT 100);

SELECT `message` FROM sentences;

SELECT `message` FROM orders_for_parts;

SELECT `message` FROM reports;
