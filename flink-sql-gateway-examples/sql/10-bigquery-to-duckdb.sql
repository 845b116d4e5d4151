-- BigQuery to DuckDB: a table of the warehouse, part of it, as a file on this machine
--
-- BigQuery sends the columns and rows that the query needs and no others. DuckDB gets them by primary key, so that the same
-- INSERT can be run every day: rows that are there are replaced.

SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';

CREATE TABLE stock (
  `sku`   STRING,
  `shop`  STRING,
  `units` BIGINT,
  `note`  STRING
) WITH (
  'connector'        = 'bigquery',
  'table-name'       = '${BIGQUERY_PROJECT}.examples.stock',
  ${BIGQUERY_CONNECTION},
  'sink.schema-mode' = 'create-or-validate'
);

CREATE TABLE stock_in_rome (
  `sku`   STRING,
  `units` BIGINT,
  PRIMARY KEY (`sku`) NOT ENFORCED
) WITH (
  'connector'               = 'duckdb',
  'path'                    = '${OUT}/stock.duckdb',
  'table-name'              = 'stock_in_rome',
  'sink.create.primary-key' = 'true'
);

INSERT INTO stock VALUES
  ('tea', 'rome', 5, 'black'), ('cup', 'rome', 12, 'white'), ('tea', 'oslo', 7, 'green');

INSERT INTO stock_in_rome SELECT `sku`, `units` FROM stock WHERE `shop` = 'rome';

SELECT `sku`, `units` FROM stock_in_rome ORDER BY `sku`;

-- The next day there is less tea.
INSERT INTO stock_in_rome SELECT `sku`, `units` - 2 FROM stock WHERE `shop` = 'rome' AND `sku` = 'tea';

SELECT `sku`, `units` FROM stock_in_rome ORDER BY `sku`;
