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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.source.reader.CellKind;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;
import static org.apache.flink.util.Preconditions.checkState;

/**
 * Builds a {@link InfluxDb3Source}. The connection, the row type, and one of tables, table pattern
 * and query are required.
 *
 * <p>Not thread-safe. The setters fail at once with {@link IllegalArgumentException} for a value
 * that can never work.
 *
 * @param <T> the type of the records
 */
@PublicEvolving
public final class InfluxDb3SourceBuilder<T> {

    /** See {@link #setSplitDuration}. */
    public static final Duration DEFAULT_SPLIT_DURATION = Duration.ofHours(6);

    /** See {@link #setPollInterval}. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    /** See {@link #setDelay}. */
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(2);

    /** See {@link #setLateness}. */
    public static final Duration DEFAULT_LATENESS = Duration.ofMinutes(1);

    /** See {@link #setTableDiscoveryInterval}. */
    public static final Duration DEFAULT_DISCOVERY_INTERVAL = Duration.ofMinutes(1);

    /** See {@link #setRetry}. */
    public static final RetryPolicy DEFAULT_RETRY =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final InfluxDb3RowConverter<T> converter;
    private final TypeInformation<T> producedType;
    private InfluxDb3ConnectionOptions connection;
    private ScanTables tables;
    private List<ScanColumn> columns;
    private PointFilter filter = PointFilter.ALL;
    private TimeRange times = TimeRange.ALL;
    private PointAggregation aggregation = PointAggregation.NONE;
    private ScanStartupMode startupMode = ScanStartupMode.EARLIEST;
    private ScanBoundedMode boundedMode = ScanBoundedMode.LATEST;
    private Optional<Instant> startupTimestamp = Optional.empty();
    private Optional<Instant> boundedTimestamp = Optional.empty();
    private Duration splitDuration = DEFAULT_SPLIT_DURATION;
    private Duration pollInterval = DEFAULT_POLL_INTERVAL;
    private Duration delay = DEFAULT_DELAY;
    private Duration lateness = DEFAULT_LATENESS;
    private Duration discoveryInterval = DEFAULT_DISCOVERY_INTERVAL;
    private long limit = InfluxDb3Scan.NO_LIMIT;
    private double recordsPerSecond = InfluxDb3Scan.NO_RATE;
    private boolean emitsWatermarks;
    private RetryPolicy retry = DEFAULT_RETRY;
    private BadRecordHandling onMalformed = BadRecordHandling.fail();

    InfluxDb3SourceBuilder(InfluxDb3RowConverter<T> converter, TypeInformation<T> producedType) {
        this.converter = checkNotNull(converter);
        this.producedType = checkNotNull(producedType);
    }

    /**
     * Where the server is. Its request timeout is how long the server may be silent during a query.
     */
    public InfluxDb3SourceBuilder<T> setConnection(InfluxDb3ConnectionOptions value) {
        checkArgument(
                value.api() == ApiVersion.V3,
                "Only InfluxDB 3 can be read, but the API is %s.",
                value.api());
        connection = value;
        return this;
    }

    /** The tables to read. Of several, each may lack columns, which are NULL then. */
    public InfluxDb3SourceBuilder<T> setTables(String... names) {
        checkArgument(names.length > 0, "Name at least one table.");
        tables = new ScanTables.Names(List.of(names));
        return this;
    }

    /**
     * Reads all tables whose whole name matches a regular expression. A table may lack columns,
     * which are NULL then.
     */
    public InfluxDb3SourceBuilder<T> setTablePattern(Pattern pattern) {
        tables = new ScanTables.Matching(pattern);
        return this;
    }

    /**
     * Reads the result of a query in place of a table: one SELECT in the SQL of InfluxDB 3.
     *
     * @param hasTime whether the result has a column {@code time}, by which it is divided. Without
     *     it, it is read at once, and cannot be read without an end.
     */
    public InfluxDb3SourceBuilder<T> setQuery(String sql, boolean hasTime) {
        checkArgument(!sql.isBlank(), "The query is empty.");
        tables = new ScanTables.Query(withoutSemicolon(sql), hasTime);
        return this;
    }

    private static String withoutSemicolon(String sql) {
        String stripped = sql.strip();
        while (stripped.endsWith(";")) {
            stripped = stripped.substring(0, stripped.length() - 1).stripTrailing();
        }
        return stripped;
    }

    /**
     * The columns to read. The one called {@code time} is the time of the point: a TIMESTAMP, a
     * TIMESTAMP_LTZ, or a BIGINT that counts milliseconds.
     */
    public InfluxDb3SourceBuilder<T> setRowType(RowType value) {
        return setColumns(
                value.getFields().stream()
                        .map(
                                field ->
                                        field.getName().equals(ScanColumn.TIME)
                                                ? ScanColumn.time(
                                                        field.getType(), TimePrecision.MILLISECONDS)
                                                : ScanColumn.value(
                                                        field.getName(), field.getType()))
                        .toList());
    }

    /** The same as a {@code DataTypes.ROW(...)}. */
    public InfluxDb3SourceBuilder<T> setRowType(DataType value) {
        checkArgument(
                value.getLogicalType() instanceof RowType,
                "The type of the rows must be a ROW, but is %s.",
                value);
        return setRowType((RowType) value.getLogicalType());
    }

    /**
     * The columns to read, each with what it holds.
     *
     * @throws IllegalArgumentException if no value of the server fits a type
     */
    @Internal
    public InfluxDb3SourceBuilder<T> setColumns(List<ScanColumn> value) {
        value.forEach(CellKind::of);
        columns = List.copyOf(value);
        return this;
    }

    /** Which points are read, by their tags and fields. Default: all. */
    @Internal
    public InfluxDb3SourceBuilder<T> setFilter(PointFilter value) {
        filter = checkNotNull(value);
        return this;
    }

    /** Which points are read, by their times, beside what the modes say. Default: all. */
    @Internal
    public InfluxDb3SourceBuilder<T> setTimes(TimeRange value) {
        times = checkNotNull(value);
        return this;
    }

    /** What is read of these points: the columns then are those of the groups. */
    @Internal
    public InfluxDb3SourceBuilder<T> setAggregation(PointAggregation value) {
        aggregation = checkNotNull(value);
        return this;
    }

    /**
     * What becomes of a row with a value that does not fit its column: a number too large for it, a
     * text that is no time. Default: {@link BadRecordHandling#fail()}.
     */
    public InfluxDb3SourceBuilder<T> setOnMalformed(BadRecordHandling value) {
        onMalformed = checkNotNull(value);
        return this;
    }

    /** Where reading begins. Default: {@link ScanStartupMode#EARLIEST}. */
    public InfluxDb3SourceBuilder<T> setStartupMode(ScanStartupMode value) {
        startupMode = checkNotNull(value);
        return this;
    }

    /** Begins with points of this time. Sets the mode too. */
    public InfluxDb3SourceBuilder<T> setStartupTimestamp(Instant value) {
        startupTimestamp = Optional.of(value);
        return setStartupMode(ScanStartupMode.TIMESTAMP);
    }

    /** Whether reading ends. Default: {@link ScanBoundedMode#LATEST}, it does. */
    public InfluxDb3SourceBuilder<T> setBoundedMode(ScanBoundedMode value) {
        boundedMode = checkNotNull(value);
        return this;
    }

    /** Ends before points of this time. Sets the mode too. */
    public InfluxDb3SourceBuilder<T> setBoundedTimestamp(Instant value) {
        boundedTimestamp = Optional.of(value);
        return setBoundedMode(ScanBoundedMode.TIMESTAMP);
    }

    /**
     * How much time a reader takes at once. A server that refuses to answer for so much is asked
     * for less. Default: 6 hours.
     */
    public InfluxDb3SourceBuilder<T> setSplitDuration(Duration value) {
        splitDuration = positive(value, "split duration");
        return this;
    }

    /** How long to wait between two looks for new points. Default: 1 second. */
    public InfluxDb3SourceBuilder<T> setPollInterval(Duration value) {
        pollInterval = positive(value, "poll interval");
        return this;
    }

    /**
     * How old a point is when it is looked for, so that those who write have the time to do so.
     * Default: 2 seconds.
     */
    public InfluxDb3SourceBuilder<T> setDelay(Duration value) {
        delay = notNegative(value, "delay");
        return this;
    }

    /**
     * For how long after that a point is looked for again. Points that are written later are
     * missed. Each point of that time is remembered with 64 bits. Default: 1 minute.
     */
    public InfluxDb3SourceBuilder<T> setLateness(Duration value) {
        lateness = notNegative(value, "lateness");
        return this;
    }

    /** How long to wait between two looks for tables. Default: 1 minute. */
    public InfluxDb3SourceBuilder<T> setTableDiscoveryInterval(Duration value) {
        discoveryInterval = positive(value, "discovery interval");
        return this;
    }

    private static Duration positive(Duration value, String name) {
        checkArgument(
                !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0,
                "The %s must be more than zero and at most %s, not %s.",
                name,
                LONGEST,
                value);
        return value;
    }

    private static Duration notNegative(Duration value, String name) {
        checkArgument(
                !value.isNegative() && value.compareTo(LONGEST) <= 0,
                "The %s must be from zero to %s, not %s.",
                name,
                LONGEST,
                value);
        return value;
    }

    /** Lets each reader end after so many rows, for jobs that need no more. Default: all rows. */
    public InfluxDb3SourceBuilder<T> setLimit(long rows) {
        checkArgument(rows >= 0, "The limit must not be negative: %s.", rows);
        limit = rows;
        return this;
    }

    /** The highest rate of each subtask. Default: unlimited. */
    public InfluxDb3SourceBuilder<T> setMaxRecordsPerSecond(double value) {
        checkArgument(value > 0, "The rate must be positive, not %s.", value);
        recordsPerSecond = value;
        return this;
    }

    /**
     * Whether the source emits watermarks itself: by the points of a range, which come by time, and
     * up to the lateness behind the present. Use it with {@code WatermarkStrategy.noWatermarks()}.
     * Default: no.
     */
    public InfluxDb3SourceBuilder<T> setEmitsWatermarks(boolean value) {
        emitsWatermarks = value;
        return this;
    }

    /**
     * How long a query is tried again when the server cannot be reached or fails. Default: 5
     * minutes, with waits of 100 ms to 30 seconds.
     */
    public InfluxDb3SourceBuilder<T> setRetry(RetryPolicy value) {
        retry = checkNotNull(value);
        return this;
    }

    /**
     * Builds the source.
     *
     * @throws IllegalStateException if something required is missing, or two settings do not fit
     */
    public InfluxDb3Source<T> build() {
        return new InfluxDb3Source<>(buildScan(), converter, producedType);
    }

    /** What the source would read, for those who read it by other means than splits. */
    @Internal
    public InfluxDb3Scan buildScan() {
        checkState(connection != null, "Where to read is not set: call setConnection.");
        checkState(
                tables != null,
                "What to read is not set: call setTables, setTablePattern or setQuery.");
        checkState(columns != null, "Which columns to read is not set: call setRowType.");
        return new InfluxDb3Scan(
                connection,
                tables,
                columns,
                filter,
                aggregation,
                mode(),
                splitDuration,
                limit,
                recordsPerSecond,
                emitsWatermarks,
                retry,
                onMalformed);
    }

    private ScanMode mode() {
        TimeRange wanted = times.and(new TimeRange(from(), to()));
        if (boundedMode != ScanBoundedMode.UNBOUNDED) {
            checkState(
                    startupMode != ScanStartupMode.LATEST,
                    "A source that ends with the points that are there cannot begin behind them:"
                            + " set another startup mode, or no end.");
            return new ScanMode.Bounded(wanted);
        }
        checkState(
                tables.hasTime(), "A query without a column 'time' cannot be read without an end.");
        return new ScanMode.Unbounded(
                wanted,
                startupMode == ScanStartupMode.LATEST,
                pollInterval,
                delay,
                lateness,
                discoveryInterval);
    }

    private long from() {
        if (startupMode != ScanStartupMode.TIMESTAMP) {
            return Long.MIN_VALUE;
        }
        checkState(
                startupTimestamp.isPresent(),
                "When to begin is not set: call setStartupTimestamp.");
        return EpochNanos.of(startupTimestamp.get());
    }

    private long to() {
        if (boundedMode != ScanBoundedMode.TIMESTAMP) {
            return Long.MAX_VALUE;
        }
        checkState(
                boundedTimestamp.isPresent(), "When to end is not set: call setBoundedTimestamp.");
        return EpochNanos.of(boundedTimestamp.get());
    }
}
