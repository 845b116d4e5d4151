-- Kafka to JDBC: a changelog of orders becomes one row per customer, by upsert
--
-- Flink's own Kafka and JDBC connectors beside those of the bundle: orders go into a Kafka topic, a query that never ends keeps
-- the sum per customer, and each change of a sum is an upsert in the database. Derby has no upsert of its own, so the connector
-- looks first. The JDBC connector makes no tables: the line that begins with --! makes it in the database.

--! jdbc CREATE TABLE revenue (customer VARCHAR(20) PRIMARY KEY, orders BIGINT, amount DECIMAL(10, 2))

SET 'execution.checkpointing.interval' = '1 s';

CREATE TABLE orders (
  `customer` STRING,
  `amount`   DECIMAL(10, 2)
) WITH (
  'connector'                    = 'kafka',
  'properties.bootstrap.servers' = '${KAFKA_BOOTSTRAP_SERVERS}',
  'topic'                        = 'orders',
  'scan.startup.mode'            = 'earliest-offset',
  'format'                       = 'json'
);

CREATE TABLE revenue (
  `customer` STRING,
  `orders`   BIGINT,
  `amount`   DECIMAL(10, 2),
  PRIMARY KEY (`customer`) NOT ENFORCED
) WITH (
  'connector'                   = 'jdbc',
  'url'                         = '${JDBC_URL}',
  'driver'                      = '${JDBC_DRIVER}',
  'table-name'                  = 'revenue',
  'sink.buffer-flush.interval'  = '500 ms'
);

-- Topics are made when they are first written to, so the orders of yesterday come first.
SET 'table.dml-sync' = 'true';

INSERT INTO orders VALUES ('ada', 10.00), ('bob', 4.50), ('ada', 2.50);

-- This one goes on: table.dml-sync is off, so the next statements do not wait for it.
SET 'table.dml-sync' = 'false';

INSERT INTO revenue
SELECT `customer`, COUNT(*), CAST(SUM(`amount`) AS DECIMAL(10, 2))
FROM orders
GROUP BY `customer`;

-- Orders that come in while it runs change rows that are there, and add one.
SET 'table.dml-sync' = 'true';

INSERT INTO orders VALUES ('bob', 1.50), ('cem', 7.00);

SET 'execution.runtime-mode' = 'batch';

SELECT `customer`, `orders`, `amount` FROM revenue ORDER BY `customer`;
