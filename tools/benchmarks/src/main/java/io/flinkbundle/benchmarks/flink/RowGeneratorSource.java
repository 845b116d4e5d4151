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

import io.flinkbundle.benchmarks.rows.GeneratedRows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the rows 0 to {@code rows} - 1 of {@link GeneratedRows}, then ends.
 *
 * <p>It declares whichever boundedness it is given. A source that says it is unbounded and ends all
 * the same puts a sink on its streaming path and still has a last row to stop the clock at.
 */
@Internal
public final class RowGeneratorSource implements Source<RowData, RowRange, List<RowRange>> {

    private static final long serialVersionUID = 1L;

    private final GeneratedRows generated;
    private final long rows;
    private final int splits;
    private final Boundedness declared;
    private final RunProbe probe;

    public RowGeneratorSource(
            GeneratedRows generated, long rows, int splits, Boundedness declared, RunProbe probe) {
        this.generated = generated;
        this.rows = rows;
        this.splits = splits;
        this.declared = declared;
        this.probe = probe;
    }

    @Override
    public Boundedness getBoundedness() {
        return declared;
    }

    @Override
    public SplitEnumerator<RowRange, List<RowRange>> createEnumerator(
            SplitEnumeratorContext<RowRange> context) {
        List<RowRange> ranges = new ArrayList<>(splits);
        for (int i = 0; i < splits; i++) {
            long from = Math.multiplyExact(rows, i) / splits;
            long to = Math.multiplyExact(rows, i + 1L) / splits;
            ranges.add(new RowRange("rows-" + i, from, to));
        }
        return new RowRangeEnumerator(context, ranges);
    }

    @Override
    public SplitEnumerator<RowRange, List<RowRange>> restoreEnumerator(
            SplitEnumeratorContext<RowRange> context, List<RowRange> waiting) {
        return new RowRangeEnumerator(context, waiting);
    }

    @Override
    public SourceReader<RowData, RowRange> createReader(SourceReaderContext context) {
        return new RowGeneratorReader(context, probe.observation(), generated.maker());
    }

    @Override
    public SimpleVersionedSerializer<RowRange> getSplitSerializer() {
        return new RowRangesSerializer.One();
    }

    @Override
    public SimpleVersionedSerializer<List<RowRange>> getEnumeratorCheckpointSerializer() {
        return new RowRangesSerializer();
    }
}
