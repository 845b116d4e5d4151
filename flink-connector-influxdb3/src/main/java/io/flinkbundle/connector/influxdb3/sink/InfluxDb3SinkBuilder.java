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

package io.flinkbundle.connector.influxdb3.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.Compression;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds an {@link InfluxDb3Sink}. Connection and serializer are required; the setters name the
 * other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class InfluxDb3SinkBuilder<T> {

    private static final int BULK_ROWS_FACTOR = 5;
    private static final MemorySize BULK_SIZE = MemorySize.ofMebiBytes(8);

    private InfluxDb3ConnectionOptions connection;
    private InfluxDb3SerializationSchema<T> serializer;
    private TimePrecision precision = TimePrecision.NANOSECONDS;
    private Compression compression = Compression.DEFAULT;
    private boolean noSync;
    private List<String> tables = List.of();
    private BadRecordHandling onRejected = BadRecordHandling.fail();
    private WriteMode writeMode = WriteMode.AUTO;
    private RequestConfig requests = RequestConfig.DEFAULT;
    private boolean maxRowsSet;
    private boolean maxSizeSet;

    InfluxDb3SinkBuilder() {}

    /** Where the server is, and which database. Required. */
    public InfluxDb3SinkBuilder<T> setConnection(InfluxDb3ConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** Turns records into points. Required. */
    public InfluxDb3SinkBuilder<T> setSerializer(InfluxDb3SerializationSchema<T> serializer) {
        this.serializer = checkNotNull(serializer);
        return this;
    }

    /** The unit of the times that are sent; nanoseconds by default. */
    public InfluxDb3SinkBuilder<T> setTimePrecision(TimePrecision precision) {
        this.precision = checkNotNull(precision);
        return this;
    }

    /** How requests are compressed; gzip at level 1 by default. */
    public InfluxDb3SinkBuilder<T> setCompression(Compression compression) {
        this.compression = checkNotNull(compression);
        return this;
    }

    /**
     * Whether the server may confirm a request before its points are durable, which it otherwise
     * does once a second. If it crashes, confirmed points may be lost: the sink is not
     * at-least-once any more. Off by default; with {@link ApiVersion#V3} only.
     */
    public InfluxDb3SinkBuilder<T> setNoSync(boolean noSync) {
        this.noSync = noSync;
        return this;
    }

    /** The tables that are written, as far as they are known; only for lineage. */
    public InfluxDb3SinkBuilder<T> setTables(List<String> tables) {
        this.tables = List.copyOf(tables);
        return this;
    }

    /**
     * What becomes of records that cannot be serialized, and of lines that the server refuses; the
     * job fails by default.
     */
    public InfluxDb3SinkBuilder<T> setOnRejected(BadRecordHandling onRejected) {
        this.onRejected = checkNotNull(onRejected);
        return this;
    }

    /** An override of what the sink finds out about its input. */
    public InfluxDb3SinkBuilder<T> setWriteMode(WriteMode writeMode) {
        this.writeMode = checkNotNull(writeMode);
        return this;
    }

    /**
     * Points that make a request worth sending; 10,000 by default, five times as many if the input
     * is bounded. While all requests are under way the next one grows on, up to its size.
     */
    public InfluxDb3SinkBuilder<T> setBufferFlushMaxRows(int maxRows) {
        requests = requests.withMaxRows(maxRows);
        maxRowsSet = true;
        return this;
    }

    /**
     * Size of the lines of a request before compression, at most 9 MiB; 4 MiB by default, 8 MiB if
     * the input is bounded.
     */
    public InfluxDb3SinkBuilder<T> setBufferFlushMaxSize(MemorySize maxSize) {
        requests = requests.withMaxSize(maxSize);
        maxSizeSet = true;
        return this;
    }

    /**
     * The longest time a point waits for its request to be sent; 1 second by default, zero for no
     * limit. A bounded input knows no such limit.
     */
    public InfluxDb3SinkBuilder<T> setBufferFlushInterval(Duration interval) {
        requests = requests.withInterval(interval);
        return this;
    }

    /** Requests of each subtask that wait for their answers at the same time; 8 by default. */
    public InfluxDb3SinkBuilder<T> setMaxInFlight(int requestsInFlight) {
        requests = requests.withMaxInFlight(requestsInFlight);
        return this;
    }

    /** How long one request is tried again; five minutes by default. */
    public InfluxDb3SinkBuilder<T> setRetry(RetryPolicy retry) {
        requests = requests.withRetry(retry);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing, or does not fit
     */
    public InfluxDb3Sink<T> build() {
        checkArgument(connection != null, "Set the connection of the sink.");
        checkArgument(serializer != null, "Set the serializer of the sink.");
        checkArgument(
                !noSync || connection.api() == ApiVersion.V3,
                "API %s has no 'no sync': leave it off, or use API v3.",
                connection.api());
        return new InfluxDb3Sink<>(
                new PointConfig<>(
                        connection, serializer, precision, compression, noSync, onRejected),
                tables,
                writeMode,
                requests,
                bulk());
    }

    private RequestConfig bulk() {
        RequestConfig bulk = requests.withInterval(Duration.ZERO);
        if (!maxRowsSet) {
            bulk = bulk.withMaxRows(requests.maxRows() * BULK_ROWS_FACTOR);
        }
        if (!maxSizeSet) {
            bulk = bulk.withMaxSize(BULK_SIZE);
        }
        return bulk;
    }
}
