/** Takes rows apart into columns, and puts them into the target or into staging files. */
package io.flinkbundle.connector.duckdb.sink.writer;
