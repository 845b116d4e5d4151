/** DuckDB in Flink SQL: {@code 'connector' = 'duckdb'}. */
package io.flinkbundle.connector.duckdb.table;
