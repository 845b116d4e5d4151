/** Writes DuckDB tables. */
package io.flinkbundle.connector.duckdb.sink;
