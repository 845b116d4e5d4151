/** A piece of a table, its position, and how both are kept in a checkpoint. */
package io.flinkbundle.connector.duckdb.source.split;
