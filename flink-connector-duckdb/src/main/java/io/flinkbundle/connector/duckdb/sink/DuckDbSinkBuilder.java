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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.duckdb.client.DatabasePath;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.InvalidSettingException;
import io.flinkbundle.connector.duckdb.client.StorageVersion;
import io.flinkbundle.connector.duckdb.sink.writer.StagingFolder;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.time.Duration;
import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;
import static org.apache.flink.util.Preconditions.checkState;

/**
 * Builds a {@link DuckDbSink}. Path, table and row type are required, and a converter unless the
 * stream is of {@link RowData}.
 *
 * @param <T> the records of the stream
 */
@PublicEvolving
public final class DuckDbSinkBuilder<T> {

    /** A row group of DuckDB: buffers of this size are stored without being copied together. */
    public static final int DEFAULT_MAX_ROWS = 122_880;

    public static final MemorySize DEFAULT_MAX_SIZE = MemorySize.ofMebiBytes(64);
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    public static final Duration DEFAULT_MARKER_RETENTION = Duration.ofDays(30);

    private DuckDbSettings settings;
    private String schema = DuckDbSettings.DEFAULT_SCHEMA;
    private String tableName;
    private RowType rowType;
    private RowDataConverter<T> converter;
    private DeliveryGuarantee guarantee = DeliveryGuarantee.AT_LEAST_ONCE;
    private WriteMode writeMode = WriteMode.AUTO;
    private SchemaMode schemaMode = SchemaMode.CREATE_OR_VALIDATE;
    private String sinkId;
    private String stagingPath;
    private Duration markerRetention = DEFAULT_MARKER_RETENTION;
    private int maxRows = DEFAULT_MAX_ROWS;
    private MemorySize maxSize = DEFAULT_MAX_SIZE;
    private Duration interval = DEFAULT_INTERVAL;
    private BadRecordHandling onRejected = BadRecordHandling.fail();
    private ConnectionHold hold = ConnectionHold.COMMIT;
    private List<String> primaryKey = List.of();
    private boolean createsPrimaryKey;
    private boolean overwrites;
    private int parallelism;
    private RetryPolicy retry =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5));

    DuckDbSinkBuilder() {}

    /**
     * @param path the database file, as every TaskManager sees it; all other settings of the
     *     database get their defaults
     */
    public DuckDbSinkBuilder<T> setPath(String path) {
        return setSettings(DuckDbSettings.of(path));
    }

    /**
     * @param value the database file and how it is opened; how long to wait for a busy file is up
     *     to {@link #setRetryPolicy} alone
     * @throws IllegalArgumentException if the path can never name a database file on this host
     */
    public DuckDbSinkBuilder<T> setSettings(DuckDbSettings value) {
        try {
            DatabasePath.check(value.path());
        } catch (InvalidSettingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        this.settings = value.withMaxWait(Duration.ZERO);
        return this;
    }

    /**
     * @param value the schema of the table; {@code main} by default
     */
    public DuckDbSinkBuilder<T> setSchema(String value) {
        this.schema = checkNotNull(value);
        return this;
    }

    /**
     * @param value the table to write
     */
    public DuckDbSinkBuilder<T> setTableName(String value) {
        this.tableName = checkNotNull(value);
        return this;
    }

    /**
     * @param value the columns of the rows; they are matched with the table's by name, and columns
     *     of the table that are not among them get their defaults
     */
    public DuckDbSinkBuilder<T> setRowType(RowType value) {
        this.rowType = checkNotNull(value);
        return this;
    }

    /**
     * @param value the same as a {@code DataTypes.ROW(...)}
     */
    public DuckDbSinkBuilder<T> setRowType(DataType value) {
        checkArgument(
                value.getLogicalType() instanceof RowType,
                "The type of the rows must be a ROW, but is %s.",
                value);
        return setRowType((RowType) value.getLogicalType());
    }

    /**
     * @param value makes rows of the stream's records
     */
    public DuckDbSinkBuilder<T> setConverter(RowDataConverter<T> value) {
        this.converter = checkNotNull(value);
        return this;
    }

    /**
     * @param value {@code AT_LEAST_ONCE} by default. {@code EXACTLY_ONCE} with an unbounded input
     *     needs checkpoints. {@code NONE} is refused: the sink has no weaker way.
     */
    public DuckDbSinkBuilder<T> setDeliveryGuarantee(DeliveryGuarantee value) {
        checkArgument(
                value != DeliveryGuarantee.NONE,
                "The DuckDB sink knows the delivery guarantees 'at-least-once' and"
                        + " 'exactly-once', not 'none'.");
        this.guarantee = checkNotNull(value);
        return this;
    }

    /**
     * @param value overrides what is derived from the boundedness of the input; for experts
     */
    public DuckDbSinkBuilder<T> setWriteMode(WriteMode value) {
        this.writeMode = checkNotNull(value);
        return this;
    }

    /**
     * @param value what is done about the table at start; by default it is created if it is
     *     missing, and checked otherwise
     */
    public DuckDbSinkBuilder<T> setSchemaMode(SchemaMode value) {
        this.schemaMode = checkNotNull(value);
        return this;
    }

    /**
     * @param value the name under which the target remembers this sink's commits; it must stay the
     *     same when a job is restored, and differ between sinks. Schema and table by default
     */
    public DuckDbSinkBuilder<T> setSinkId(String value) {
        checkArgument(!value.isBlank(), "The sink id must not be blank.");
        this.sinkId = value;
        return this;
    }

    /**
     * @param value the folder for rows between checkpoints, reachable from all TaskManagers; a
     *     folder named like the database with {@code .staging} behind it by default
     * @throws IllegalArgumentException if it is a URI of anything but a local file system, which
     *     DuckDB cannot write
     */
    public DuckDbSinkBuilder<T> setStagingPath(String value) {
        this.stagingPath = StagingFolder.localPath(value);
        return this;
    }

    /**
     * @param value how long the target remembers a commit; not shorter than the age of the oldest
     *     savepoint from which the job may be restored. 30 days by default
     */
    public DuckDbSinkBuilder<T> setMarkerRetention(Duration value) {
        checkArgument(!value.isNegative(), "The marker retention %s is negative.", value);
        this.markerRetention = value;
        return this;
    }

    /**
     * @param columns the columns by which rows replace earlier ones, and rows of kind {@code
     *     DELETE} delete them; the last change of a key wins. Rows whose key is NULL are rejected.
     *     By default there is none, and rows are only added
     */
    public DuckDbSinkBuilder<T> setPrimaryKey(String... columns) {
        this.primaryKey = List.of(columns);
        return this;
    }

    /**
     * @param value whether a table that the sink creates gets the primary key as a constraint.
     *     False by default: DuckDB writes a table with an index about six times slower
     */
    public DuckDbSinkBuilder<T> setCreatePrimaryKey(boolean value) {
        this.createsPrimaryKey = value;
        return this;
    }

    /**
     * @param value whether a bounded input takes the place of all rows that the table has, in the
     *     transaction that makes it visible. False by default
     */
    public DuckDbSinkBuilder<T> setOverwrite(boolean value) {
        this.overwrites = value;
        return this;
    }

    /**
     * @param value how long the database file stays open; {@code COMMIT} by default, so that others
     *     can read it between commits. {@code JOB} needs all subtasks on one TaskManager
     */
    public DuckDbSinkBuilder<T> setConnectionHold(ConnectionHold value) {
        this.hold = checkNotNull(value);
        return this;
    }

    /**
     * @param value how many rows are buffered at most; 122,880 by default
     */
    public DuckDbSinkBuilder<T> setBufferFlushMaxRows(int value) {
        checkArgument(value > 0, "The number of buffered rows %s must be positive.", value);
        this.maxRows = value;
        return this;
    }

    /**
     * @param value how much memory buffered rows may take, twice; 64 MiB by default
     */
    public DuckDbSinkBuilder<T> setBufferFlushMaxSize(MemorySize value) {
        checkArgument(value.getBytes() > 0, "The size of the buffer must be positive.");
        this.maxSize = value;
        return this;
    }

    /**
     * @param value how long a row waits in the buffer at most where checkpoints do not decide it;
     *     one second by default, zero for no limit
     */
    public DuckDbSinkBuilder<T> setBufferFlushInterval(Duration value) {
        checkArgument(!value.isNegative(), "The flush interval %s is negative.", value);
        this.interval = value;
        return this;
    }

    /**
     * @param value how long a busy database is tried again; up to five minutes by default
     */
    public DuckDbSinkBuilder<T> setRetryPolicy(RetryPolicy value) {
        this.retry = checkNotNull(value);
        return this;
    }

    /**
     * For planners: the parallelism that the sink will have, where it is not to be found in the
     * {@code StreamExecutionEnvironment}. In a DataStream job, set it behind {@code sinkTo}.
     */
    public DuckDbSinkBuilder<T> setParallelism(int value) {
        checkArgument(value > 0, "The parallelism must be positive, not %s.", value);
        this.parallelism = value;
        return this;
    }

    /**
     * @param value what happens to a row with a value that DuckDB cannot hold, such as text that is
     *     not valid UTF-8; it fails the job by default. All other rows are written
     */
    public DuckDbSinkBuilder<T> setOnRejected(BadRecordHandling value) {
        this.onRejected = checkNotNull(value);
        return this;
    }

    /**
     * Builds the sink. Nothing is opened yet.
     *
     * @throws IllegalStateException if something required is missing
     * @throws ValidationException if DuckDB has no type for a column, or the primary key does not
     *     fit the rows
     */
    public DuckDbSink<T> build() {
        checkState(settings != null, "Set the path of the DuckDB database.");
        checkState(tableName != null && !tableName.isBlank(), "Set the name of the table.");
        checkState(rowType != null, "Set the type of the rows.");
        checkState(rowType.getFieldCount() > 0, "The rows have no columns.");
        List<ColumnMapping> columns = ColumnMapping.of(PrimaryKey.notNull(rowType, primaryKey));
        checkState(
                !createsPrimaryKey || !primaryKey.isEmpty(),
                "'sink.create.primary-key' is set, but there is no primary key to create.");
        DuckDbSinkConfig config =
                new DuckDbSinkConfig(
                        settings.withStorageVersionUnlessSet(
                                StorageVersion.oldestFor(ColumnMapping.types(columns))),
                        schema,
                        tableName,
                        columns,
                        guarantee,
                        schemaMode,
                        sinkId == null ? schema + '.' + tableName : sinkId,
                        stagingPath == null ? settings.path() + ".staging" : stagingPath,
                        markerRetention,
                        new DuckDbSinkConfig.Buffering(maxRows, maxSize, interval),
                        retry,
                        onRejected,
                        hold,
                        new DuckDbSinkConfig.Changes(primaryKey, createsPrimaryKey, overwrites));
        return new DuckDbSink<>(
                config, converter == null ? identity() : converter, writeMode, parallelism);
    }

    /** Without a converter the records are rows already: the caller's type parameter says so. */
    private static <T> RowDataConverter<T> identity() {
        return element -> (RowData) element;
    }
}
