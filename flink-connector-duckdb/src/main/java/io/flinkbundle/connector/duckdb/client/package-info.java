/**
 * The only code that speaks to DuckDB: the JVM-wide access to a database file, its errors, its
 * tables. Knows nothing of Flink's runtime.
 */
package io.flinkbundle.connector.duckdb.client;
