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
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.sink.SinkRuntimeProviderContext;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a connector with the benchmark's columns, as {@code CREATE TABLE … WITH (options)}
 * makes it.
 *
 * <p>Source and sink are the objects that SQL gets from the connector's factory; a planner would
 * only put its own operators around them. So a benchmark depends on nothing but documented options.
 */
@Internal
public final class ConnectorTable {

    private static final ObjectIdentifier NAME = ObjectIdentifier.of("bench", "bench", "rows");
    private static final ProviderContext UIDS = name -> Optional.of("bench-" + name);

    private final ResolvedCatalogTable table;

    private ConnectorTable(ResolvedCatalogTable table) {
        this.table = table;
    }

    public static ConnectorTable with(Map<String, String> options) {
        CatalogTable declared =
                CatalogTable.newBuilder()
                        .schema(
                                Schema.newBuilder()
                                        .fromRowDataType(BenchmarkSchema.DATA_TYPE)
                                        .build())
                        .options(options)
                        .build();
        List<Column> columns =
                BenchmarkSchema.ROW_TYPE.getFields().stream()
                        .map(
                                field ->
                                        (Column)
                                                Column.physical(
                                                        field.getName(),
                                                        BenchmarkSchema.dataType(field.getName())))
                        .toList();
        return new ConnectorTable(new ResolvedCatalogTable(declared, ResolvedSchema.of(columns)));
    }

    /** All rows of the table. */
    public DataStream<RowData> scan(StreamExecutionEnvironment environment) {
        ScanTableSource source =
                (ScanTableSource)
                        FactoryUtil.createDynamicTableSource(
                                null,
                                NAME,
                                table,
                                Map.of(),
                                new Configuration(),
                                ConnectorTable.class.getClassLoader(),
                                true);
        ScanTableSource.ScanRuntimeProvider provider =
                source.getScanRuntimeProvider(ScanRuntimeProviderContext.INSTANCE);
        if (provider instanceof SourceProvider sources) {
            return environment.fromSource(
                    sources.createSource(),
                    WatermarkStrategy.noWatermarks(),
                    "source",
                    BenchmarkSchema.typeInfo());
        }
        if (provider instanceof DataStreamScanProvider streams) {
            return streams.produceDataStream(UIDS, environment);
        }
        throw unknown(provider);
    }

    /** Appends the rows to the table. */
    public void append(DataStream<RowData> rows) {
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
