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

import io.flinkbundle.connector.bigquery.BigQueryLineage;
import io.flinkbundle.connector.bigquery.client.GrpcStorageReadClient;
import io.flinkbundle.connector.bigquery.source.enumerator.BigQueryEnumeratorState;
import io.flinkbundle.connector.bigquery.source.enumerator.BigQueryEnumeratorStateSerializer;
import io.flinkbundle.connector.bigquery.source.enumerator.BigQuerySplitEnumerator;
import io.flinkbundle.connector.bigquery.source.enumerator.PollingSplitEnumerator;
import io.flinkbundle.connector.bigquery.source.enumerator.TablePoller;
import io.flinkbundle.connector.bigquery.source.enumerator.TableReading;
import io.flinkbundle.connector.bigquery.source.reader.BigQuerySourceReader;
import io.flinkbundle.connector.bigquery.source.reader.BigQuerySplitReader;
import io.flinkbundle.connector.bigquery.source.reader.ReaderMetrics;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplitSerializer;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.flink.table.data.RowData;

import javax.annotation.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads a table, a view or what a query gives as it is at one moment, over the Storage Read API.
 *
 * <pre>{@code
 * BigQuerySource source =
 *         BigQuerySource.builder()
 *                 .setConnection(BigQueryConnectionOptions.builder().setProject("shop").build())
 *                 .setTable(new TableName("shop", "sales", "orders"))
 *                 .setRowType(DataTypes.ROW(
 *                         DataTypes.FIELD("id", DataTypes.BIGINT()),
 *                         DataTypes.FIELD("amount", DataTypes.DECIMAL(10, 2))))
 *                 .setRowRestriction("amount > 100")
 *                 .build();
 * }</pre>
 *
 * <p>What a view or a query gives is first put into a temporary table, by a job that its project
 * pays for, and once: also a source that is restored reads the same rows.
 *
 * <p>A source that is not bounded, or begins later than with the first row, asks for new rows of a
 * table again and again. Rows that are changed or deleted are not new.
 *
 * <p>The service divides the table into streams, which are read by as many subtasks as there are.
 * Each row is read once: a checkpoint holds the place in each stream. The service keeps them for
 * six hours. Immutable.
 */
@PublicEvolving
public final class BigQuerySource
        implements Source<RowData, BigQuerySplit, BigQueryEnumeratorState>,
                ResultTypeQueryable<RowData>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final ScanConfig config;
    private final TypeInformation<RowData> producedType;

    /** Null if all is read at once. */
    @Nullable private final Polling polling;

    BigQuerySource(
            ScanConfig config, @Nullable Polling polling, TypeInformation<RowData> producedType) {
        this.config = config;
        this.polling = polling;
        this.producedType = producedType;
    }

    /** See {@link BigQuerySourceBuilder} for the settings and their defaults. */
    public static BigQuerySourceBuilder builder() {
        return new BigQuerySourceBuilder();
    }

    @Override
    public Boundedness getBoundedness() {
        return polling != null && polling.bounded() == ScanBoundedMode.UNBOUNDED
                ? Boundedness.CONTINUOUS_UNBOUNDED
                : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<BigQuerySplit, BigQueryEnumeratorState> createEnumerator(
            SplitEnumeratorContext<BigQuerySplit> context) {
        return restoreEnumerator(context, BigQueryEnumeratorState.INITIAL);
    }

    @Override
    public SplitEnumerator<BigQuerySplit, BigQueryEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<BigQuerySplit> context, BigQueryEnumeratorState state) {
        return polling == null
                ? new BigQuerySplitEnumerator(context, new TableReading(config), state)
                : new PollingSplitEnumerator(
                        context, new TablePoller(config, polling), polling.interval(), state);
    }

    @Override
    public SourceReader<RowData, BigQuerySplit> createReader(SourceReaderContext context) {
        ReaderMetrics metrics = new ReaderMetrics(context.metricGroup());
        return new BigQuerySourceReader(
                () -> {
                    try {
                        return new BigQuerySplitReader(
                                new GrpcStorageReadClient(config.connection()),
                                config.rowType(),
                                config.columns(),
                                config.retry(),
                                config.limit(),
                                metrics);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                context);
    }

    @Override
    public SimpleVersionedSerializer<BigQuerySplit> getSplitSerializer() {
        return new BigQuerySplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<BigQueryEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new BigQueryEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }

    @Override
    public LineageVertex getLineageVertex() {
        return BigQueryLineage.source(config.target(), getBoundedness());
    }
}
