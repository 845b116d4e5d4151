/** Reads DuckDB tables as a bounded source. */
package io.flinkbundle.connector.duckdb.source;
