-- The same INSERT twice: a bounded source makes BigQuery load files, an unbounded one makes it take rows
--
-- Orders of the past stand in a DuckDB table, orders of today come from Pub/Sub. The two INSERT statements differ in the name of
-- the source only, and nothing tells the sink which way to write: from the table, which ends, the rows are staged as files that
-- one load job takes over; from the subscription, which does not, they are appended through the Storage Write API. The lines
-- that begin with --! read that from the record that the emulator keeps of its calls.

SET 'table.dml-sync' = 'true';

CREATE TABLE past_orders (
  `id`     BIGINT,
  `amount` DECIMAL(10, 2)
) WITH ('connector' = 'duckdb', 'path' = '${OUT}/orders.duckdb', 'table-name' = 'orders');

CREATE TABLE todays_orders (
  `id`     BIGINT,
  `amount` DECIMAL(10, 2)
) WITH (
  'connector'                = 'pubsub',
  'project'                  = '${PUBSUB_PROJECT}',
  ${PUBSUB_CONNECTION},
  'topic'                    = 'same-insert',
  'sink.topic.create'        = 'true',
  'subscription'             = 'same-insert-flink',
  'scan.subscription.create' = 'true',
  'format'                   = 'json'
);

CREATE TABLE warehouse (
  `id`     BIGINT,
  `amount` DECIMAL(10, 2)
) WITH (
  'connector'        = 'bigquery',
  'table-name'       = '${BIGQUERY_PROJECT}.examples.orders',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode' = 'create-or-validate'
);

CREATE TABLE warehouse_live
WITH ('table-name' = '${BIGQUERY_PROJECT}.examples.orders_live')
LIKE warehouse (OVERWRITING OPTIONS);

INSERT INTO past_orders VALUES (1, 10.00), (2, 20.00), (3, 30.00);

-- From a source that ends.
INSERT INTO warehouse SELECT `id`, `amount` FROM past_orders;

--! bigquery writes

-- From a source that does not. The first order makes the topic, and nobody gets it, because nobody subscribes yet; the
-- subscription is made with the job, and has what is published later.
INSERT INTO todays_orders VALUES (0, 0.00);

SET 'execution.checkpointing.interval' = '1 s';
SET 'table.dml-sync' = 'false';

INSERT INTO warehouse_live SELECT `id`, `amount` FROM todays_orders;

--! pubsub await same-insert-flink

SET 'table.dml-sync' = 'true';

INSERT INTO todays_orders VALUES (4, 40.00), (5, 50.00);

SET 'execution.runtime-mode' = 'batch';

SELECT COUNT(*) AS `orders`, SUM(`amount`) AS `amount` FROM warehouse;

SELECT COUNT(*) AS `orders`, SUM(`amount`) AS `amount` FROM warehouse_live;

--! bigquery writes
