/** What DuckDB does for a query in SQL, so that Flink need not: filters, aggregates, statistics. */
package io.flinkbundle.connector.duckdb.table.pushdown;
