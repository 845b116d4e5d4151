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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.sink.DuckDbSink;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkBuilder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;

import java.util.List;
import java.util.Optional;

import static io.flinkbundle.connector.duckdb.table.TableSettings.positive;

/** {@code INSERT INTO} a DuckDB table. Takes queries that only add rows. */
@Internal
final class DuckDbDynamicTableSink implements DynamicTableSink {

    private final DuckDbSettings settings;
    private final ReadableConfig options;
    private final DataType physicalRowType;
    private final List<String> primaryKey;
    private final String identifier;

    /**
     * @param primaryKey the columns of the declared key; empty if there is none
     * @param identifier the table's full name in Flink, the default of {@code sink.id}
     */
    DuckDbDynamicTableSink(
            DuckDbSettings settings,
            ReadableConfig options,
            DataType physicalRowType,
            List<String> primaryKey,
            String identifier) {
        this.settings = settings;
        this.options = options;
        this.physicalRowType = physicalRowType;
        this.primaryKey = List.copyOf(primaryKey);
        this.identifier = identifier;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        if (!primaryKey.isEmpty() && !requestedMode.containsOnly(RowKind.INSERT)) {
            throw new ValidationException(
                    String.format(
                            "The query changes rows that it has written, but upserts by PRIMARY KEY"
                                    + " %s are not in this version of the DuckDB connector: table"
                                    + " '%s' takes queries that only add rows. Use a window, or"
                                    + " a bounded input in batch mode, so that each key is written"
                                    + " once.",
                            primaryKey, identifier));
        }
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new SinkV2Provider() {
            /** A fresh one each time: the planner asks twice, and a sink serves one input only. */
            @Override
            public Sink<RowData> createSink() {
                return sink();
            }

            @Override
            public Optional<Integer> getParallelism() {
                return options.getOptional(CommonConnectorOptions.SINK_PARALLELISM);
            }
        };
    }

    private DuckDbSink<RowData> sink() {
        DuckDbSinkBuilder<RowData> builder =
                DuckDbSink.<RowData>builder()
                        .setSettings(settings)
                        .setSchema(options.get(DuckDbConnectorOptions.SCHEMA))
                        .setTableName(options.get(DuckDbConnectorOptions.TABLE_NAME))
                        .setRowType(physicalRowType)
                        .setDeliveryGuarantee(guarantee())
                        .setWriteMode(options.get(CommonConnectorOptions.SINK_WRITE_MODE))
                        .setSchemaMode(options.get(DuckDbConnectorOptions.SINK_SCHEMA_MODE))
                        .setSinkId(
                                options.getOptional(DuckDbConnectorOptions.SINK_ID)
                                        .orElse(identifier))
                        .setMarkerRetention(
                                options.get(DuckDbConnectorOptions.SINK_MARKER_RETENTION))
                        .setBufferFlushMaxRows(maxRows())
                        .setBufferFlushMaxSize(maxSize())
                        .setBufferFlushInterval(
                                options.get(DuckDbConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL))
                        .setRetryPolicy(CommonConnectorOptions.retryPolicy(options))
                        .setOnRejected(CommonConnectorOptions.onRejected(options));
        options.getOptional(CommonConnectorOptions.SINK_PARALLELISM)
                .ifPresent(builder::setParallelism);
        options.getOptional(DuckDbConnectorOptions.SINK_STAGING_PATH)
                .ifPresent(folder -> setStagingPath(builder, folder));
        return builder.build();
    }

    private static void setStagingPath(DuckDbSinkBuilder<RowData> builder, String folder) {
        try {
            builder.setStagingPath(folder);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    String.format(
                            "Option '%s' is wrong. %s",
                            DuckDbConnectorOptions.SINK_STAGING_PATH.key(), e.getMessage()),
                    e);
        }
    }

    private int maxRows() {
        return positive(
                DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS,
                options.get(DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS));
    }

    private MemorySize maxSize() {
        MemorySize size = options.get(DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE);
        if (size.getBytes() == 0) {
            throw new ValidationException(
                    String.format(
                            "Option '%s' is zero, but has to be more than zero.",
                            DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE.key()));
        }
        return size;
    }

    private DeliveryGuarantee guarantee() {
        DeliveryGuarantee guarantee = options.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE);
        if (guarantee == DeliveryGuarantee.NONE) {
            throw new ValidationException(
                    String.format(
                            "Option '%s' is 'none', but the DuckDB sink knows 'at-least-once' and"
                                    + " 'exactly-once' only.",
                            CommonConnectorOptions.SINK_DELIVERY_GUARANTEE.key()));
        }
        return guarantee;
    }

    @Override
    public DynamicTableSink copy() {
        return new DuckDbDynamicTableSink(
                settings, options, physicalRowType, primaryKey, identifier);
    }

    @Override
    public String asSummaryString() {
        return "DuckDB table " + options.get(DuckDbConnectorOptions.TABLE_NAME);
    }
}
