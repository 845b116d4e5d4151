/** Reads splits through DuckDB's chunk reader and turns its vectors into rows. */
package io.flinkbundle.connector.duckdb.source.reader;
