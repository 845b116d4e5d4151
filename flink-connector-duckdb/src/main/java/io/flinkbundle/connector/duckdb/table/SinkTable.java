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
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;

import static io.flinkbundle.connector.duckdb.table.TableSettings.positive;

/**
 * A declared table as far as a sink needs it.
 *
 * @param settings how the file is opened
 * @param options the typed options
 * @param physicalRowType all columns
 * @param primaryKey the columns of the declared key; empty if there is none
 * @param identifier the table's full name in Flink, the default of {@code sink.id}
 */
@Internal
record SinkTable(
        DuckDbSettings settings,
        ReadableConfig options,
        DataType physicalRowType,
        List<String> primaryKey,
        String identifier) {

    SinkTable {
        primaryKey = List.copyOf(primaryKey);
    }

    /** The table's name in the file. */
    String name() {
        return options.get(DuckDbConnectorOptions.TABLE_NAME);
    }

    /** A builder of sinks into the table, for rows with all of its columns. */
    DuckDbSinkBuilder<RowData> builder() {
        DuckDbSinkBuilder<RowData> builder =
                DuckDbSink.<RowData>builder()
                        .setSettings(settings)
                        .setSchema(options.get(DuckDbConnectorOptions.SCHEMA))
                        .setTableName(name())
                        .setRowType(physicalRowType)
                        .setPrimaryKey(primaryKey.toArray(String[]::new))
                        .setCreatePrimaryKey(createsPrimaryKey())
                        .setConnectionHold(options.get(DuckDbConnectorOptions.CONNECTION_HOLD))
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
        return builder;
    }

    private boolean createsPrimaryKey() {
        boolean creates = options.get(DuckDbConnectorOptions.SINK_CREATE_PRIMARY_KEY);
        if (creates && primaryKey.isEmpty()) {
            throw new ValidationException(
                    String.format(
                            "Option '%s' is true, but table '%s' has no PRIMARY KEY. Declare one,"
                                    + " or leave the option out.",
                            DuckDbConnectorOptions.SINK_CREATE_PRIMARY_KEY.key(), identifier));
        }
        return creates;
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
}
