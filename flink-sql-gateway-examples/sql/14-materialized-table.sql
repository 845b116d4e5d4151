-- Materialized table: Flink keeps a table in Redis fresh, and is told the query and the freshness only
--
-- There is no INSERT: CREATE MATERIALIZED TABLE starts the job that keeps the table up to date, with a checkpoint as often as the
-- freshness asks for, and DROP ends it. Any sink that takes changes by primary key can hold such a table. Flink's catalog in memory
-- knows it for as long as the session; the other mode of refreshing, FULL, needs a catalog that lasts, see the README.

CREATE TABLE sales (
  `shop`   STRING NOT NULL,
  `amount` DECIMAL(10, 2)
) WITH (
  'connector'         = 'redis-streams',
  'host'              = '${REDIS_HOST}',
  'port'              = '${REDIS_PORT}',
  'streams'           = 'sales',
  'scan.startup.mode' = 'earliest'
);

SET 'table.dml-sync' = 'true';

INSERT INTO sales VALUES ('rome', 10.00), ('oslo', 4.50), ('rome', 2.50);

-- The job that keeps the table fresh never ends: nothing may wait for it.
SET 'table.dml-sync' = 'false';

CREATE MATERIALIZED TABLE revenue_of_shops (
  PRIMARY KEY (`shop`) NOT ENFORCED
) WITH (
  'connector'  = 'redis',
  'host'       = '${REDIS_HOST}',
  'port'       = '${REDIS_PORT}',
  'key.prefix' = 'revenue-of-shop:'
)
FRESHNESS = INTERVAL '1' SECOND
REFRESH_MODE = CONTINUOUS
AS SELECT `shop`, COUNT(*) AS `sales`, CAST(SUM(`amount`) AS DECIMAL(10, 2)) AS `amount` FROM sales GROUP BY `shop`;

-- A sale that comes later is in the table a second later.
SET 'table.dml-sync' = 'true';

INSERT INTO sales VALUES ('oslo', 1.50), ('bern', 7.00);

SET 'execution.runtime-mode' = 'batch';

SELECT `shop`, `sales`, `amount` FROM revenue_of_shops ORDER BY `shop`;

DROP MATERIALIZED TABLE revenue_of_shops;
