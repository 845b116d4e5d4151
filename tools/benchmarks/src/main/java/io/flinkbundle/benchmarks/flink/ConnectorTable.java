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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.rows.BenchmarkSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.legacy.SinkFunctionProvider;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.lookup.AsyncLookupFunctionProvider;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.sink.SinkRuntimeProviderContext;
import org.apache.flink.table.runtime.connector.source.LookupRuntimeProviderContext;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A table of a connector, as {@code CREATE TABLE … WITH (options)} makes it.
 *
 * <p>Source and sink are the objects that SQL gets from the connector's factory; a planner would
 * only put its own operators around them. So a benchmark depends on nothing but documented options.
 */
@Internal
public final class ConnectorTable {

    private static final ObjectIdentifier NAME = ObjectIdentifier.of("bench", "bench", "rows");
    private static final ProviderContext UIDS = name -> Optional.of("bench-" + name);

    private static final long LOOKUP_TIMEOUT_MINUTES = 3;

    private final ResolvedCatalogTable table;

    private ConnectorTable(ResolvedCatalogTable table) {
        this.table = table;
    }

    /** A table of the five columns that most benchmarks have. */
    public static ConnectorTable with(Map<String, String> options) {
        return of(BenchmarkSchema.ROW_TYPE, List.of(), options);
    }

    /**
     * @param primaryKey its columns; empty for a table without a key
     */
    public static ConnectorTable of(
            RowType rowType, List<String> primaryKey, Map<String, String> options) {
        List<Column> columns =
                rowType.getFields().stream()
                        .map(field -> column(field, primaryKey.contains(field.getName())))
                        .toList();
        ResolvedSchema schema =
                new ResolvedSchema(
                        columns,
                        List.of(),
                        primaryKey.isEmpty()
                                ? null
                                : UniqueConstraint.primaryKey("key", primaryKey));
        CatalogTable declared =
                CatalogTable.newBuilder()
                        .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
                        .options(options)
                        .build();
        return new ConnectorTable(new ResolvedCatalogTable(declared, schema));
    }

    private static Column column(RowType.RowField field, boolean key) {
        LogicalType type = field.getType();
        return Column.physical(
                field.getName(),
                TypeConversions.fromLogicalToDataType(key ? type.copy(false) : type));
    }

    private DynamicTableSource source() {
        return FactoryUtil.createDynamicTableSource(
                null,
                NAME,
                table,
                Map.of(),
                new Configuration(),
                ConnectorTable.class.getClassLoader(),
                true);
    }

    /**
     * The rows that the table has under the first column of others, in the order of those.
     *
     * @param waiting how many rows wait for their answer at most, if the connector can do that
     */
    public DataStream<RowData> lookup(DataStream<RowData> keys, int waiting) {
        LookupTableSource.LookupRuntimeProvider provider =
                ((LookupTableSource) source())
                        .getLookupRuntimeProvider(
                                new LookupRuntimeProviderContext(new int[][] {{0}}, false));
        if (provider instanceof AsyncLookupFunctionProvider async) {
            return AsyncDataStream.orderedWait(
                            keys,
                            new TableLookup.Async(async.createAsyncLookupFunction()),
                            LOOKUP_TIMEOUT_MINUTES,
                            TimeUnit.MINUTES,
                            waiting)
                    .returns(InternalTypeInfo.of(rowType()));
        }
        if (provider instanceof LookupFunctionProvider sync) {
            return keys.flatMap(new TableLookup.Sync(sync.createLookupFunction()))
                    .returns(InternalTypeInfo.of(rowType()));
        }
        throw unknown(provider);
    }

    /** All rows of the table. */
    public DataStream<RowData> scan(StreamExecutionEnvironment environment) {
        ScanTableSource source = (ScanTableSource) source();
        ScanTableSource.ScanRuntimeProvider provider =
                source.getScanRuntimeProvider(ScanRuntimeProviderContext.INSTANCE);
        if (provider instanceof SourceProvider sources) {
            return environment.fromSource(
                    sources.createSource(),
                    WatermarkStrategy.noWatermarks(),
                    "source",
                    InternalTypeInfo.of(rowType()));
        }
        if (provider instanceof DataStreamScanProvider streams) {
            return streams.produceDataStream(UIDS, environment);
        }
        throw unknown(provider);
    }

    private RowType rowType() {
        return (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
    }

    /** Writes the rows, which may be changes, to the table. */
    public void write(DataStream<RowData> rows) {
        DynamicTableSink sink =
                FactoryUtil.createDynamicTableSink(
                        null,
                        NAME,
                        table,
                        Map.of(),
                        new Configuration(),
                        ConnectorTable.class.getClassLoader(),
                        true);
        // In streaming mode the planner says so too, whatever the input is.
        DynamicTableSink.SinkRuntimeProvider provider =
                sink.getSinkRuntimeProvider(new SinkRuntimeProviderContext(false));
        if (provider instanceof SinkV2Provider sinks) {
            rows.sinkTo(sinks.createSink());
        } else if (provider instanceof DataStreamSinkProvider streams) {
            streams.consumeDataStream(UIDS, rows);
        } else if (provider instanceof SinkFunctionProvider functions) {
            rows.addSink(functions.createSinkFunction());
        } else {
            throw unknown(provider);
        }
    }

    private IllegalStateException unknown(Object provider) {
        return new IllegalStateException(
                "Connector '%s' has a runtime provider that benchmarks do not know: %s"
                        .formatted(
                                table.getOptions().get(FactoryUtil.CONNECTOR.key()),
                                provider.getClass().getName()));
    }
}
