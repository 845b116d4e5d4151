-- BigQuery query to DuckDB: what the warehouse computes, as a file on this machine
--
-- The query is BigQuery's own SQL, and BigQuery runs it when the job starts: into a temporary table, of which the job then reads the
-- rows. DuckDB gets them by primary key, so that the same INSERT can be run every day.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';

CREATE TABLE sales (
  `sku`   STRING,
  `units` BIGINT
) WITH (
  'connector'        = 'bigquery',
  'table-name'       = '${BIGQUERY_PROJECT}.examples.sales',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode' = 'create-or-validate'
);

CREATE TABLE bestsellers (
  `sku`   STRING,
  `units` BIGINT
) WITH (
  'connector' = 'bigquery',
  'project'   = '${BIGQUERY_PROJECT}',
  ${BIGQUERY_CONNECTION},
  'query'     = 'SELECT sku, SUM(units) AS units FROM examples.sales GROUP BY sku HAVING SUM(units) >= 10'
);

CREATE TABLE copied (
  `sku`   STRING,
  `units` BIGINT,
  PRIMARY KEY (`sku`) NOT ENFORCED
) WITH (
  'connector'  = 'duckdb',
  'path'       = '${OUT}/bestsellers.duckdb',
  'table-name' = 'bestsellers'
);

INSERT INTO sales VALUES ('tea', 5), ('cup', 12), ('tea', 7), ('jam', 2);

INSERT INTO copied SELECT `sku`, `units` FROM bestsellers;

SELECT `sku`, `units` FROM copied ORDER BY `sku`;

-- The next day more is sold, and the rows that are there are replaced.
INSERT INTO sales VALUES ('jam', 9), ('tea', 3);

INSERT INTO copied SELECT `sku`, `units` FROM bestsellers;

SELECT `sku`, `units` FROM copied ORDER BY `sku`;
