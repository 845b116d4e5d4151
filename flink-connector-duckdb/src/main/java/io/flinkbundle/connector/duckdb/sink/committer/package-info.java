/** Makes staged rows visible, one transaction a checkpoint. */
package io.flinkbundle.connector.duckdb.sink.committer;
