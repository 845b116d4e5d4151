/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.sink.ConnectionHold;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;
import io.flinkbundle.connector.duckdb.source.PartitionStrategy;
import io.flinkbundle.connector.duckdb.source.Partitioning;
import io.flinkbundle.connector.duckdb.source.ScanBoundedMode;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanStartupMode;
import io.flinkbundle.connector.duckdb.table.pushdown.FilterHandlingPolicy;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;

/**
 * The options of {@code 'connector' = 'duckdb'}, beside those that all connectors of the bundle
 * share. A key with the prefix {@link #PROPERTIES_PREFIX} is a setting of DuckDB by its own name,
 * such as {@code 'properties.temp_directory' = '/scratch'}.
 */
@PublicEvolving
public final class DuckDbConnectorOptions {

    public static final String PROPERTIES_PREFIX = "properties.";

    public static final ConfigOption<String> PATH =
            ConfigOptions.key("path")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("database")
                    .withDescription(
                            "The database file, under the path by which the JobManager and every"
                                    + " TaskManager reach it. ':memory:' is refused.");

    public static final ConfigOption<String> TABLE_NAME =
            ConfigOptions.key("table-name")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("table")
                    .withDescription(
                            "The table or view, without regard to case. Required unless there is a"
                                    + " 'query'.");

    public static final ConfigOption<String> QUERY =
            ConfigOptions.key("query")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "One SELECT in DuckDB's SQL, whose result is read in place of a table.");

    public static final ConfigOption<String> SCHEMA =
            ConfigOptions.key("schema")
                    .stringType()
                    .defaultValue(DuckDbSettings.DEFAULT_SCHEMA)
                    .withDescription("The schema of the table.");

    public static final ConfigOption<Duration> CONNECTION_MAX_WAIT =
            ConfigOptions.key("connection.max-wait")
                    .durationType()
                    .defaultValue(DuckDbSettings.DEFAULT_MAX_WAIT)
                    .withDescription(
                            "How long a source waits for a file that another process writes. Zero"
                                    + " fails at once. A sink waits for a file that is in use as"
                                    + " long as 'sink.retry.timeout' says.");

    public static final ConfigOption<ConnectionHold> CONNECTION_HOLD =
            ConfigOptions.key("connection.hold")
                    .enumType(ConnectionHold.class)
                    .defaultValue(ConnectionHold.COMMIT)
                    .withDescription(
                            "How long a sink or a lookup join keeps the file open: 'commit' releases"
                                    + " it after each commit or flush, or whenever no key was"
                                    + " looked up for a moment and every two seconds, so that"
                                    + " others can use it in between; 'job' keeps it, for which all"
                                    + " subtasks have to run on one TaskManager.");

    public static final ConfigOption<MemorySize> MEMORY_LIMIT =
            ConfigOptions.key("memory-limit")
                    .memoryType()
                    .defaultValue(DuckDbSettings.DEFAULT_MEMORY_LIMIT)
                    .withDescription(
                            "What DuckDB may use outside of the Java heap, for all users of the"
                                    + " file in one TaskManager together. Each subtask that stages"
                                    + " rows takes a quarter of it in addition. Leave room for all"
                                    + " of it in 'taskmanager.memory.task.off-heap.size'.");

    public static final ConfigOption<Integer> THREADS =
            ConfigOptions.key("threads")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Threads of DuckDB, for all users of the file in one TaskManager"
                                    + " together. By default as many as the TaskManager has slots.");

    public static final ConfigOption<String> STORAGE_VERSION =
            ConfigOptions.key("storage-version")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The oldest version of DuckDB, such as 'v1.4.0', that can read a file"
                                    + " which the sink creates; or 'latest'. By default the oldest"
                                    + " that holds the table's types. An existing file keeps its"
                                    + " own.");

    public static final ConfigOption<String> EXTENSION_DIRECTORY =
            ConfigOptions.key("extension-directory")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder on every host in which DuckDB looks for extensions. They"
                                    + " are loaded from there when they are needed, and never"
                                    + " downloaded. By default '.duckdb/extensions' in the home"
                                    + " folder of the process.");

    public static final ConfigOption<String> SESSION_INIT_SQL =
            ConfigOptions.key("session.init-sql")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "SQL that each new connection to the file runs first, such as SET,"
                                    + " LOAD, ATTACH IF NOT EXISTS or CREATE TEMP MACRO; several"
                                    + " statements are separated by ';'. Not run in staging files."
                                    + " It is visible in the table's definition: put SQL with"
                                    + " credentials into a file instead.");

    public static final ConfigOption<String> SESSION_INIT_SQL_FILE =
            ConfigOptions.key("session.init-sql.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A file on every host with such SQL, read for each new connection."
                                    + " Instead of 'session.init-sql'.");

    public static final ConfigOption<PartitionStrategy> SCAN_PARTITION_STRATEGY =
            ConfigOptions.key("scan.partition.strategy")
                    .enumType(PartitionStrategy.class)
                    .defaultValue(PartitionStrategy.AUTO)
                    .withDescription(
                            "How readers share what is read: 'rowid' cuts a table into ranges of"
                                    + " row ids, 'range' cuts the values of"
                                    + " 'scan.partition.column', 'hash' deals rows out by its hash,"
                                    + " 'none' leaves all to one reader. 'auto' takes 'rowid' for a"
                                    + " table; for a view or a query 'range' of the column if there"
                                    + " is one, 'hash' if its type has no ranges, else 'none'.");

    public static final ConfigOption<String> SCAN_PARTITION_COLUMN =
            ConfigOptions.key("scan.partition.column")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The column by which 'range' and 'hash' partition. It need not be"
                                    + " declared. A number, a date or a time for 'range'.");

    public static final ConfigOption<Long> SCAN_PARTITION_SIZE =
            ConfigOptions.key("scan.partition.size")
                    .longType()
                    .defaultValue(Partitioning.DEFAULT_SIZE)
                    .withDescription(
                            "About how many rows a reader takes at a time. Rounded up to whole row"
                                    + " groups of 122880 rows where row ids are cut.");

    public static final ConfigOption<ChangedFilePolicy> SCAN_ON_CHANGED_FILE =
            ConfigOptions.key("scan.on-changed-file")
                    .enumType(ChangedFilePolicy.class)
                    .defaultValue(ChangedFilePolicy.FAIL)
                    .withDescription(
                            "What a bounded source does when the job is restored and the file was"
                                    + " written since reading began, so that positions may mean"
                                    + " other rows: 'fail' fails the job, 'ignore' logs a warning."
                                    + " 'ignore' is safe if other tables of the file were written,"
                                    + " or rows were only added to a table.");

    public static final ConfigOption<ScanBoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(ScanBoundedMode.class)
                    .defaultValue(ScanBoundedMode.LATEST)
                    .withDescription(
                            "Where reading ends: 'latest' with the rows that are there when the job"
                                    + " starts, 'unbounded' never, so that rows are read as they"
                                    + " are added.");

    public static final ConfigOption<ScanStartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(ScanStartupMode.class)
                    .defaultValue(ScanStartupMode.EARLIEST)
                    .withDescription(
                            "Where unbounded reading begins: 'earliest' with the first row,"
                                    + " 'latest' behind the rows that are there when the job"
                                    + " starts.");

    public static final ConfigOption<String> SCAN_INCREMENTAL_COLUMN =
            ConfigOptions.key("scan.incremental.column")
                    .stringType()
                    .defaultValue(ScanMode.Unbounded.ROW_ID)
                    .withDescription(
                            "What tells unbounded reading which rows are new: 'rowid' for a table to"
                                    + " which rows are only added, or a number, a date or a time"
                                    + " whose values only grow. It need not be declared.");

    public static final ConfigOption<Duration> SCAN_POLL_INTERVAL =
            ConfigOptions.key("scan.poll-interval")
                    .durationType()
                    .defaultValue(ScanMode.Unbounded.DEFAULT_POLL_INTERVAL)
                    .withDescription(
                            "How long unbounded reading waits between two looks for new rows.");

    public static final ConfigOption<FilterHandlingPolicy> FILTER_HANDLING_POLICY =
            ConfigOptions.key("filter.handling.policy")
                    .enumType(FilterHandlingPolicy.class)
                    .defaultValue(FilterHandlingPolicy.ALWAYS)
                    .withDescription(
                            "Who evaluates the conditions of a query: 'always' DuckDB, where they"
                                    + " mean the same there, so that rows which are not wanted"
                                    + " never leave the file; 'never' Flink alone.");

    public static final ConfigOption<String> SINK_ID =
            ConfigOptions.key("sink.id")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The name under which the target remembers this sink's commits. It"
                                    + " stays the same when a job is restored, and differs between"
                                    + " sinks of one file. By default the table's identifier.");

    public static final ConfigOption<String> SINK_STAGING_PATH =
            ConfigOptions.key("sink.staging.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder for rows between checkpoints: a path, or a URI with the"
                                    + " scheme 'file'. A mounted, shared folder when several"
                                    + " TaskManagers write, because DuckDB itself opens the files."
                                    + " By default a folder beside 'path'.");

    public static final ConfigOption<Duration> SINK_MARKER_RETENTION =
            ConfigOptions.key("sink.marker-retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(30))
                    .withDescription(
                            "How long the target remembers a commit: at least as long as a"
                                    + " savepoint may be restored.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(122_880)
                    .withDescription("Rows that are written together at most.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(64))
                    .withDescription("Bytes that are buffered before they are written.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription(
                            "How long a row is buffered at most where checkpoints do not decide"
                                    + " it. Zero: without limit.");

    public static final ConfigOption<Boolean> SINK_CREATE_PRIMARY_KEY =
            ConfigOptions.key("sink.create.primary-key")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether a table that the sink creates gets the declared PRIMARY KEY as"
                                    + " a constraint. DuckDB keeps an index for it, which makes"
                                    + " upserts about six times slower and the file larger. The"
                                    + " sink keeps keys unique without it.");

    public static final ConfigOption<SchemaMode> SINK_SCHEMA_MODE =
            ConfigOptions.key("sink.schema-mode")
                    .enumType(SchemaMode.class)
                    .defaultValue(SchemaMode.CREATE_OR_VALIDATE)
                    .withDescription(
                            "What happens to the table before the first row: 'validate' compares"
                                    + " its columns with the declared ones, 'create' creates a"
                                    + " missing table, 'create-or-validate' does either, 'none'"
                                    + " nothing.");

    private DuckDbConnectorOptions() {}
}
