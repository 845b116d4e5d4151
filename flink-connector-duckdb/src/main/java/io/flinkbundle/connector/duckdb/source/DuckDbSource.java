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

import io.flinkbundle.connector.duckdb.source.enumerator.ChangedFileGuard;
import io.flinkbundle.connector.duckdb.source.enumerator.DuckDbEnumeratorState;
import io.flinkbundle.connector.duckdb.source.enumerator.DuckDbEnumeratorStateSerializer;
import io.flinkbundle.connector.duckdb.source.enumerator.DuckDbSplitEnumerator;
import io.flinkbundle.connector.duckdb.source.enumerator.FilePoller;
import io.flinkbundle.connector.duckdb.source.enumerator.PollingSplitEnumerator;
import io.flinkbundle.connector.duckdb.source.enumerator.SplitPlanner;
import io.flinkbundle.connector.duckdb.source.reader.DuckDbSourceReader;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplitSerializer;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * Reads a table of a DuckDB file, once and to its end.
 *
 * <pre>{@code
 * DuckDbSource<Order> source =
 *         DuckDbSource.builder(row -> new Order(row.getLong(0)), TypeInformation.of(Order.class))
 *                 .setPath("/data/shop.duckdb")
 *                 .setTableName("orders")
 *                 .setRowType(DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())))
 *                 .build();
 * env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders");
 * }</pre>
 *
 * <p>The table is cut into ranges of row ids, which readers take one at a time. The id of the last
 * emitted row is the position in a checkpoint, so that each row is emitted exactly once into
 * Flink's state, as long as nobody changes the table between a failure and the restart. Rows come
 * in the order of their ids within a range, and in no order across ranges.
 *
 * <p>The file has to be reachable under the same path from the JobManager and every TaskManager. It
 * is opened for reading only, unless the same TaskManager has it open for writing; a file that
 * another process writes makes the source wait as the settings say and then fail with the name of
 * the holder. A missing file or table, or columns that do not fit, fail the job at its start with a
 * message that says which.
 *
 * @param <T> the type of the records
 * @see <a href="https://duckdb.org/docs/stable/sql/statements/select#row-ids">Row ids</a>
 */
@PublicEvolving
public final class DuckDbSource<T>
        implements Source<T, DuckDbSplit, DuckDbEnumeratorState>,
                DynamicParallelismInference,
                ResultTypeQueryable<T>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbSource.class);

    private final DuckDbScan scan;
    private final DuckDbRowConverter<T> converter;
    private final TypeInformation<T> producedType;

    DuckDbSource(
            DuckDbScan scan, DuckDbRowConverter<T> converter, TypeInformation<T> producedType) {
        this.scan = scan;
        this.converter = converter;
        this.producedType = producedType;
    }

    /**
     * Starts a source whose records are made from rows.
     *
     * @param converter makes a record; {@code row -> row} for {@code RowData} itself
     * @param producedType the type of the records, which decides how Flink copies and sends them
     */
    public static <T> DuckDbSourceBuilder<T> builder(
            DuckDbRowConverter<T> converter, TypeInformation<T> producedType) {
        return new DuckDbSourceBuilder<>(converter, producedType);
    }

    @Override
    public Boundedness getBoundedness() {
        return scan.mode().boundedness();
    }

    /**
     * As many readers as there are splits, where Flink's batch scheduler asks for the number. A
     * file that cannot be read here decides nothing: the enumerator tells what is wrong with it.
     */
    @Override
    public int inferParallelism(DynamicParallelismInference.Context context) {
        int most = context.getParallelismInferenceUpperBound();
        try {
            int splits = new SplitPlanner(scan).call().splits().size();
            return Math.max(1, Math.min(splits, most));
        } catch (IOException e) {
            LOG.info("The parallelism of {} cannot be inferred.", scan, e);
            return most;
        }
    }

    @Override
    public SplitEnumerator<DuckDbSplit, DuckDbEnumeratorState> createEnumerator(
            SplitEnumeratorContext<DuckDbSplit> context) {
        return restoreEnumerator(context, DuckDbEnumeratorState.unplanned());
    }

    @Override
    public SplitEnumerator<DuckDbSplit, DuckDbEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<DuckDbSplit> context, DuckDbEnumeratorState state) {
        if (scan.mode() instanceof ScanMode.Unbounded mode) {
            return new PollingSplitEnumerator(
                    context, new FilePoller(scan, mode), mode.pollInterval(), state);
        }
        ScanMode.Bounded mode = (ScanMode.Bounded) scan.mode();
        return new DuckDbSplitEnumerator(
                context,
                new SplitPlanner(scan),
                new ChangedFileGuard(scan.settings().path(), mode.onChangedFile()),
                state);
    }

    @Override
    public SourceReader<T, DuckDbSplit> createReader(SourceReaderContext context) {
        return new DuckDbSourceReader<>(scan, converter, context);
    }

    @Override
    public SimpleVersionedSerializer<DuckDbSplit> getSplitSerializer() {
        return new DuckDbSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<DuckDbEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new DuckDbEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return producedType;
    }

    @Override
    public LineageVertex getLineageVertex() {
        return TableLineage.of(scan);
    }
}
