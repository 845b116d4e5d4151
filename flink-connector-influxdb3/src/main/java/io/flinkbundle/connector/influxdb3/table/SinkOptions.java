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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.Compression;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3Sink;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SinkBuilder;
import io.flinkbundle.connector.influxdb3.sink.RequestConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.API;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_INTS_AS_FLOATS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_MISSING;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_UNSIGNED_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_COMPRESSION;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_COMPRESSION_LEVEL;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_NO_SYNC;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_REQUESTS_MAX_INFLIGHT;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SINK_REQUEST_TIMEOUT;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TABLE_NAME;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TAG_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TAG_DEFAULTS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_COLUMN;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_PRECISION;

/** Reads the options of a table that is written. */
@Internal
final class SinkOptions {

    private static final Duration MAX_INTERVAL = Duration.ofDays(1);

    private final ReadableConfig config;
    private final OptionChecks checks;

    SinkOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a sink, but for those of the connection. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                TABLE_NAME,
                TAG_COLUMNS,
                TAG_DEFAULTS,
                FIELD_COLUMNS,
                FIELD_MISSING,
                FIELD_INTS_AS_FLOATS,
                FIELD_UNSIGNED_COLUMNS,
                TIME_COLUMN,
                TIME_PRECISION,
                SINK_BUFFER_FLUSH_MAX_ROWS,
                SINK_BUFFER_FLUSH_MAX_SIZE,
                SINK_BUFFER_FLUSH_INTERVAL,
                SINK_REQUESTS_MAX_INFLIGHT,
                SINK_REQUEST_TIMEOUT,
                SINK_COMPRESSION,
                SINK_COMPRESSION_LEVEL,
                SINK_NO_SYNC,
                CommonConnectorOptions.SINK_PARALLELISM,
                CommonConnectorOptions.SINK_WRITE_MODE,
                CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                CommonConnectorOptions.SINK_ON_REJECTED,
                CommonConnectorOptions.DEAD_LETTER_PATH,
                CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF);
    }

    /**
     * The sink but for its serializer.
     *
     * @throws ValidationException if an option is wrong, or has no effect
     */
    InfluxDb3SinkBuilder<RowData> sink(TimePrecision precision) {
        refuseUnused();
        refuseExactlyOnce();
        InfluxDb3ConnectionOptions.Builder connection =
                new ConnectionOptions(config)
                        .read()
                        .setRequestTimeout(
                                checks.between(
                                        SINK_REQUEST_TIMEOUT,
                                        Duration.ofMillis(1),
                                        Duration.ofHours(1)));
        InfluxDb3SinkBuilder<RowData> sink =
                InfluxDb3Sink.<RowData>builder()
                        .setConnection(connection.build())
                        .setTimePrecision(precision)
                        .setCompression(compression())
                        .setNoSync(config.get(SINK_NO_SYNC))
                        .setTables(config.getOptional(TABLE_NAME).map(List::of).orElse(List.of()))
                        .setOnRejected(CommonConnectorOptions.onRejected(config))
                        .setWriteMode(config.get(CommonConnectorOptions.SINK_WRITE_MODE))
                        .setRetry(CommonConnectorOptions.retryPolicy(config))
                        .setMaxInFlight(
                                checks.checked(
                                        SINK_REQUESTS_MAX_INFLIGHT,
                                        requests -> requests >= 1 && requests <= 1000,
                                        "from 1 to 1000"))
                        .setBufferFlushInterval(
                                checks.between(
                                        SINK_BUFFER_FLUSH_INTERVAL, Duration.ZERO, MAX_INTERVAL));
        // What the user has not set may be larger if the input is bounded.
        if (checks.isSet(SINK_BUFFER_FLUSH_MAX_ROWS)) {
            sink.setBufferFlushMaxRows(checks.atLeastOne(SINK_BUFFER_FLUSH_MAX_ROWS));
        }
        if (checks.isSet(SINK_BUFFER_FLUSH_MAX_SIZE)) {
            sink.setBufferFlushMaxSize(
                    checks.checked(
                            SINK_BUFFER_FLUSH_MAX_SIZE,
                            size ->
                                    size.getBytes() >= 1
                                            && size.compareTo(RequestConfig.MAX_SIZE) <= 0,
                            "from 1 byte to 9 mb: servers take no more than 10 MiB"));
        }
        return sink;
    }

    private Compression compression() {
        if (config.get(SINK_COMPRESSION) == CompressionType.NONE) {
            return Compression.NONE;
        }
        return new Compression(
                checks.checked(
                        SINK_COMPRESSION_LEVEL, level -> level >= 1 && level <= 9, "from 1 to 9"));
    }

    private void refuseUnused() {
        checks.refuseUnused(
                SINK_COMPRESSION_LEVEL,
                config.get(SINK_COMPRESSION) == CompressionType.GZIP,
                "'sink.compression' is 'gzip'");
        checks.refuseUnused(SINK_NO_SYNC, config.get(API) == ApiVersion.V3, "'api' is 'v3'");
        DeadLetterChecks.refuseUnusedPath(config);
    }

    private void refuseExactlyOnce() {
        if (config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                != DeliveryGuarantee.AT_LEAST_ONCE) {
            throw new ValidationException(
                    "Option 'sink.delivery-guarantee' is '"
                            + config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                            + "', but InfluxDB has no transactions, so the sink is 'at-least-once'."
                            + " A point that is written again falls upon itself: the result is the"
                            + " same as with exactly-once, as long as the time column does not"
                            + " change when a row is computed again.");
        }
    }
}
