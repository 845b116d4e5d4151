/** Finds out what there is to read, and hands it out. */
package io.flinkbundle.connector.duckdb.source.enumerator;
