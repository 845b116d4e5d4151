/** The tables of a DuckDB file as a catalog of Flink. */
package io.flinkbundle.connector.duckdb.catalog;
