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

package io.flinkbundle.connector.bigquery.source;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link BigQuerySource}. Connection, table and row type are required; the setters name
 * the other defaults. Not thread-safe.
 */
@PublicEvolving
public final class BigQuerySourceBuilder {

    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMinutes(1);

    private BigQueryConnectionOptions connection;
    private ReadTarget target;
    private String tempDataset = "flink_temp";
    private String location = "";
    private RowType rowType;
    private TypeInformation<RowData> producedType;
    private String countedColumn = "";
    private Map<String, List<String>> nestedPaths = Map.of();
    private String rowRestriction = "";
    private long snapshotMillis;
    private int maxStreams;
    private ReadFormat format = ReadFormat.AUTO;
    private long limit = Long.MAX_VALUE;
    private RetryPolicy retry =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private ScanStartupMode startupMode = ScanStartupMode.EARLIEST;
    private ScanBoundedMode boundedMode = ScanBoundedMode.LATEST;
    private long startMicros;
    private long endMicros;
    private IncrementalStrategy strategy = IncrementalStrategy.APPENDS;
    private String incrementalColumn = "";
    private Duration pollInterval = DEFAULT_POLL_INTERVAL;

    BigQuerySourceBuilder() {}

    /** Where reading begins; with the first row by default. */
    public BigQuerySourceBuilder setStartupMode(ScanStartupMode mode) {
        this.startupMode = checkNotNull(mode);
        return this;
    }

    /** Reading begins with rows of this time. */
    public BigQuerySourceBuilder setStartupTime(Instant time) {
        this.startupMode = ScanStartupMode.TIMESTAMP;
        this.startMicros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return this;
    }

    /** Whether reading ends; with the rows that are there at the start by default. */
    public BigQuerySourceBuilder setBoundedMode(ScanBoundedMode mode) {
        this.boundedMode = checkNotNull(mode);
        return this;
    }

    /** Reading ends before rows of this time. */
    public BigQuerySourceBuilder setBoundedTime(Instant time) {
        this.boundedMode = ScanBoundedMode.TIMESTAMP;
        this.endMicros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        return this;
    }

    /** How new rows are told from old ones; by the time of their writing by default. */
    public BigQuerySourceBuilder setIncrementalStrategy(IncrementalStrategy strategy) {
        this.strategy = checkNotNull(strategy);
        return this;
    }

    /** The column of {@link IncrementalStrategy#COLUMN}, which only grows. */
    public BigQuerySourceBuilder setIncrementalColumn(String column) {
        this.incrementalColumn = checkNotNull(column);
        return this;
    }

    /** How long it waits between two looks for new rows; one minute by default. */
    public BigQuerySourceBuilder setPollInterval(Duration interval) {
        checkArgument(
                interval.toMillis() >= 1, "The poll interval %s is not more than zero.", interval);
        this.pollInterval = interval;
        return this;
    }

    /** Where BigQuery is. Required. */
    public BigQuerySourceBuilder setConnection(BigQueryConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The table or view that is read. Required, unless a query is set. */
    public BigQuerySourceBuilder setTable(TableName table) {
        this.target = new ReadTarget.Stored(checkNotNull(table));
        return this;
    }

    /**
     * The query whose rows are read, in GoogleSQL. It replaces the table.
     *
     * @param project that of the dataset, and the one in which the query runs unless the connection
     *     names another
     * @param dataset that of tables which are named alone; empty if there are none
     */
    public BigQuerySourceBuilder setQuery(String query, String project, String dataset) {
        String sql = query.strip();
        checkArgument(!sql.isEmpty(), "The query is empty.");
        checkArgument(!sql.endsWith(";"), "The query ends with a semicolon. Leave it out.");
        this.target = new ReadTarget.Query(sql, checkNotNull(project), checkNotNull(dataset));
        return this;
    }

    /**
     * Where the rows of a view or a query are kept while they are read, in the project that pays;
     * created if it is missing, with a lifetime of one day for its tables. {@code flink_temp} by
     * default.
     */
    public BigQuerySourceBuilder setTempDataset(String dataset) {
        this.tempDataset = checkNotNull(dataset);
        return this;
    }

    /** Where a query runs, such as {@code EU}; where its tables are by default. */
    public BigQuerySourceBuilder setLocation(String location) {
        this.location = checkNotNull(location);
        return this;
    }

    /** The columns that are read, by their names; others are not sent. Required. */
    public BigQuerySourceBuilder setRowType(DataType rowType) {
        checkArgument(
                rowType.getLogicalType() instanceof RowType, "'%s' is no type of rows.", rowType);
        this.rowType = (RowType) rowType.getLogicalType();
        return this;
    }

    /** The type that the planner knows rows by; made of the row type by default. */
    public BigQuerySourceBuilder setProducedType(TypeInformation<RowData> producedType) {
        this.producedType = checkNotNull(producedType);
        return this;
    }

    /**
     * A column that is sent where the row type has none, because rows are counted alone; none by
     * default.
     */
    public BigQuerySourceBuilder setCountedColumn(String column) {
        this.countedColumn = checkNotNull(column);
        return this;
    }

    /**
     * Where fields of the rows are that are parts of columns; none by default.
     *
     * @param paths by the name of a field, the names that lead to it from a column inwards
     */
    public BigQuerySourceBuilder setNestedPaths(Map<String, List<String>> paths) {
        this.nestedPaths = Map.copyOf(paths);
        return this;
    }

    /** A condition in GoogleSQL that rows fulfil; none by default. */
    public BigQuerySourceBuilder setRowRestriction(String condition) {
        this.rowRestriction = checkNotNull(condition);
        return this;
    }

    /**
     * The time as of which the table is read, at most seven days ago; the job's start by default.
     */
    public BigQuerySourceBuilder setSnapshotTime(Instant time) {
        this.snapshotMillis = time.toEpochMilli();
        return this;
    }

    /** How many streams are read at most; as many as the service finds good by default. */
    public BigQuerySourceBuilder setMaxStreams(int streams) {
        checkArgument(streams >= 1, "At least 1 stream must be read, not %s.", streams);
        this.maxStreams = streams;
        return this;
    }

    /** The format in which rows are sent; {@link ReadFormat#AUTO} by default. */
    public BigQuerySourceBuilder setReadFormat(ReadFormat format) {
        this.format = checkNotNull(format);
        return this;
    }

    /** How many rows are read at most, from one stream then; all by default. */
    public BigQuerySourceBuilder setLimit(long rows) {
        checkArgument(rows >= 0, "The limit %s is negative.", rows);
        this.limit = rows;
        return this;
    }

    /** How long is tried again while nothing comes; five minutes by default. */
    public BigQuerySourceBuilder setRetry(RetryPolicy retry) {
        this.retry = checkNotNull(retry);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing
     */
    public BigQuerySource build() {
        return new BigQuerySource(
                buildScan(),
                polls() ? polling() : null,
                producedType == null ? InternalTypeInfo.of(rowType) : producedType);
    }

    private boolean polls() {
        return startupMode != ScanStartupMode.EARLIEST || boundedMode != ScanBoundedMode.LATEST;
    }

    private Polling polling() {
        checkArgument(
                target instanceof ReadTarget.Stored && snapshotMillis == 0,
                "New rows are read of a table alone, not of a query or of another time.");
        checkArgument(
                startupMode != ScanStartupMode.LATEST || boundedMode != ScanBoundedMode.LATEST,
                "A source that begins and ends with the start of the job reads nothing.");
        boolean byColumn = strategy == IncrementalStrategy.COLUMN;
        checkArgument(
                byColumn != incrementalColumn.isEmpty(),
                "A column is needed with the strategy 'column', and with no other.");
        return new Polling(
                strategy,
                incrementalColumn,
                pollInterval,
                startupMode,
                startMicros,
                boundedMode,
                endMicros);
    }

    /**
     * What the source reads, for others that read the same.
     *
     * @throws IllegalArgumentException if something required is missing
     */
    @Internal
    public ScanConfig buildScan() {
        checkArgument(connection != null, "Set the connection of the source.");
        checkArgument(target != null, "Set the table or the query of the source.");
        checkArgument(rowType != null, "Set the row type of the source.");
        boolean counts = rowType.getFieldCount() == 0;
        checkArgument(
                !counts || !countedColumn.isEmpty(), "The row type of the source has no columns.");
        List<String> names = counts ? List.of(countedColumn) : rowType.getFieldNames();
        return new ScanConfig(
                connection,
                target,
                rowType,
                names.stream()
                        .map(
                                name ->
                                        new ReadColumn(
                                                name,
                                                nestedPaths.getOrDefault(name, List.of(name))))
                        .toList(),
                rowRestriction,
                snapshotMillis,
                limit == Long.MAX_VALUE ? maxStreams : 1,
                format,
                limit,
                retry,
                tempDataset,
                location);
    }
}
