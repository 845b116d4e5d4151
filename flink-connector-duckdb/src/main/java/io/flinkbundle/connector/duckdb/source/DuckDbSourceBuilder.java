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

package io.flinkbundle.connector.duckdb.source;

import io.flinkbundle.connector.duckdb.client.DatabasePath;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.InvalidSettingException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;
import static org.apache.flink.util.Preconditions.checkState;

/**
 * Builds a {@link DuckDbSource}. Path, row type, and a table or a query are required.
 *
 * <p>Not thread-safe. The setters fail at once with {@link IllegalArgumentException} for a value
 * that can never work.
 *
 * @param <T> the type of the records
 */
@PublicEvolving
public final class DuckDbSourceBuilder<T> {

    private final DuckDbRowConverter<T> converter;
    private final TypeInformation<T> producedType;
    private DuckDbSettings settings;
    private String schema = DuckDbSettings.DEFAULT_SCHEMA;
    private Optional<String> tableName = Optional.empty();
    private Optional<String> query = Optional.empty();
    private ScanPredicate predicate = ScanPredicate.ALL_ROWS;
    private RowFilter filter = RowFilter.ALL_ROWS;
    private RowAggregation aggregation = RowAggregation.NONE;
    private RowType rowType;
    private Map<String, List<String>> nestedPaths = Map.of();
    private PartitionStrategy partitionStrategy = PartitionStrategy.AUTO;
    private String partitionColumn = Partitioning.NO_COLUMN;
    private long partitionSize = Partitioning.DEFAULT_SIZE;
    private long limit = DuckDbScan.NO_LIMIT;
    private double recordsPerSecond = DuckDbScan.NO_RATE;
    private boolean resumable = true;
    private ChangedFilePolicy onChangedFile = ChangedFilePolicy.FAIL;
    private ScanBoundedMode boundedMode = ScanBoundedMode.LATEST;
    private ScanStartupMode startupMode = ScanStartupMode.EARLIEST;
    private String incrementalColumn = ScanMode.Unbounded.ROW_ID;
    private Duration pollInterval = ScanMode.Unbounded.DEFAULT_POLL_INTERVAL;

    DuckDbSourceBuilder(DuckDbRowConverter<T> converter, TypeInformation<T> producedType) {
        this.converter = checkNotNull(converter);
        this.producedType = checkNotNull(producedType);
    }

    /** How the file is opened. Replaces what the other connection setters set before. */
    public DuckDbSourceBuilder<T> setSettings(DuckDbSettings value) {
        try {
            DatabasePath.check(value.path());
        } catch (InvalidSettingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        settings = value;
        return this;
    }

    /** The database file, with default settings. See {@link #setSettings} for more of them. */
    public DuckDbSourceBuilder<T> setPath(String path) {
        return setSettings(DuckDbSettings.of(path));
    }

    /** The schema of the table. Default: {@code main}. */
    public DuckDbSourceBuilder<T> setSchema(String value) {
        schema = checkNotNull(value);
        return this;
    }

    /** The table to read, without regard to case. */
    public DuckDbSourceBuilder<T> setTableName(String value) {
        tableName = Optional.of(value);
        return this;
    }

    /** The query whose result is read, in place of a table: one SELECT in DuckDB's SQL. */
    public DuckDbSourceBuilder<T> setQuery(String value) {
        query = Optional.of(value);
        return this;
    }

    /** Which rows are read. Default: all. */
    @Internal
    public DuckDbSourceBuilder<T> setPredicate(ScanPredicate value) {
        predicate = checkNotNull(value);
        return this;
    }

    /** Which of these rows are read, told by their values as they are read. Default: all. */
    @Internal
    public DuckDbSourceBuilder<T> setFilter(RowFilter value) {
        filter = checkNotNull(value);
        return this;
    }

    /**
     * What is read of these rows: the row type then is that of the groups, and a limit would count
     * them. Default: the rows as they are.
     */
    @Internal
    public DuckDbSourceBuilder<T> setAggregation(RowAggregation value) {
        aggregation = checkNotNull(value);
        return this;
    }

    /** The columns to read, of scalar types. The order is that of the rows. */
    public DuckDbSourceBuilder<T> setRowType(RowType value) {
        rowType = checkNotNull(value);
        return this;
    }

    /** The same as a {@code DataTypes.ROW(...)}. */
    public DuckDbSourceBuilder<T> setRowType(DataType value) {
        checkArgument(
                value.getLogicalType() instanceof RowType,
                "The type of the rows must be a ROW, but is %s.",
                value);
        return setRowType((RowType) value.getLogicalType());
    }

    /** Which columns of the row type are parts of others: the names that lead to them. */
    @Internal
    public DuckDbSourceBuilder<T> setNestedPaths(Map<String, List<String>> value) {
        nestedPaths = Map.copyOf(value);
        return this;
    }

    /** How readers share what is read. Default: {@link PartitionStrategy#AUTO}. */
    public DuckDbSourceBuilder<T> setPartitionStrategy(PartitionStrategy value) {
        partitionStrategy = checkNotNull(value);
        return this;
    }

    /**
     * The column by which {@link PartitionStrategy#RANGE} and {@link PartitionStrategy#HASH}
     * partition. It need not be part of the row type.
     */
    public DuckDbSourceBuilder<T> setPartitionColumn(String value) {
        partitionColumn = checkNotNull(value);
        return this;
    }

    /**
     * About how many rows a reader takes at a time; rounded up to whole row groups of 122,880 where
     * row ids are cut. Default: 1,228,800.
     */
    public DuckDbSourceBuilder<T> setPartitionSize(long rows) {
        checkArgument(rows > 0, "The size of a partition must be positive, not %s.", rows);
        partitionSize = rows;
        return this;
    }

    /** Lets each split end after so many rows, for readers that need no more. Default: all rows. */
    public DuckDbSourceBuilder<T> setLimit(long rows) {
        checkArgument(rows >= 0, "The limit must not be negative: %s.", rows);
        limit = rows;
        return this;
    }

    /** The highest rate of each subtask. Default: unlimited. */
    public DuckDbSourceBuilder<T> setMaxRecordsPerSecond(double value) {
        checkArgument(value > 0, "The rate must be positive, not %s.", value);
        recordsPerSecond = value;
        return this;
    }

    /**
     * Whether reading may have to go on in the middle of a split: {@code true} by default, which is
     * right wherever checkpoints are taken. With {@code false}, views and queries are read without
     * the sort that makes it possible; this fits batch execution, which reads a split anew after a
     * failure. A checkpoint in the middle of a split can then not be restored.
     */
    public DuckDbSourceBuilder<T> setResumable(boolean value) {
        resumable = value;
        return this;
    }

    /**
     * What a bounded source does when the job is restored and the file was written meanwhile.
     * Default: {@link ChangedFilePolicy#FAIL}.
     */
    public DuckDbSourceBuilder<T> setOnChangedFile(ChangedFilePolicy value) {
        onChangedFile = checkNotNull(value);
        return this;
    }

    /** Whether reading ends. Default: {@link ScanBoundedMode#LATEST}, it does. */
    public DuckDbSourceBuilder<T> setBoundedMode(ScanBoundedMode value) {
        boundedMode = checkNotNull(value);
        return this;
    }

    /** Where an unbounded source begins. Default: {@link ScanStartupMode#EARLIEST}. */
    public DuckDbSourceBuilder<T> setStartupMode(ScanStartupMode value) {
        startupMode = checkNotNull(value);
        return this;
    }

    /**
     * What tells an unbounded source which rows are new: {@code rowid}, the default, for a table to
     * which rows are only added, or a number, date or time whose values only grow. Unless it is the
     * table's primary key or unique, rows with the highest value are read once a higher one is
     * there, because more of them may come. Rows that come late, with a value below one that was
     * read, and rows without a value are missed.
     */
    public DuckDbSourceBuilder<T> setIncrementalColumn(String value) {
        incrementalColumn = checkNotNull(value);
        return this;
    }

    /** How long an unbounded source waits between two looks for new rows. Default: 10 s. */
    public DuckDbSourceBuilder<T> setPollInterval(Duration value) {
        checkArgument(
                !value.isNegative() && !value.isZero(),
                "The interval must be positive, not %s.",
                value);
        pollInterval = value;
        return this;
    }

    /**
     * Builds the source.
     *
     * @throws IllegalArgumentException if the partition strategy and column do not fit
     * @throws IllegalStateException if something required is missing, or there is both a table and
     *     a query
     */
    public DuckDbSource<T> build() {
        return new DuckDbSource<>(buildScan(), converter, producedType);
    }

    /** What the source would read, for those who read it by other means than splits. */
    @Internal
    public DuckDbScan buildScan() {
        checkState(settings != null, "Which file to read is not set: call setPath.");
        checkState(rowType != null, "Which columns to read is not set: call setRowType.");
        return new DuckDbScan(
                settings,
                relation(),
                predicate,
                filter,
                aggregation,
                rowType,
                nestedPaths,
                mode(),
                new Partitioning(partitionStrategy, partitionColumn, partitionSize),
                limit,
                recordsPerSecond,
                resumable);
    }

    private ScanMode mode() {
        if (boundedMode == ScanBoundedMode.LATEST) {
            return new ScanMode.Bounded(onChangedFile);
        }
        checkState(
                partitionStrategy == PartitionStrategy.AUTO
                        && partitionColumn.equals(Partitioning.NO_COLUMN),
                "An unbounded source is cut by its incremental column: set neither a partition"
                        + " strategy nor a partition column.");
        ScanMode.Unbounded mode =
                new ScanMode.Unbounded(startupMode, incrementalColumn, pollInterval);
        checkState(
                query.isEmpty() || !mode.byRowId(),
                "The rows of a query have no ids: call setIncrementalColumn.");
        return mode;
    }

    private ScanRelation relation() {
        checkState(
                tableName.isPresent() || query.isPresent(),
                "What to read is not set: call setTableName or setQuery.");
        checkState(
                tableName.isEmpty() || query.isEmpty(),
                "A source reads either a table or a query: call setTableName or setQuery, not both.");
        return query.<ScanRelation>map(ScanRelation.Query::new)
                .orElseGet(() -> new ScanRelation.Table(schema, tableName.orElseThrow()));
    }
}
