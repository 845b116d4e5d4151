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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplitSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.api.common.io.RichInputFormat;
import org.apache.flink.api.common.io.statistics.BaseStatistics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.function.SerializableSupplierWithException;

import javax.annotation.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads all rows for a cache that holds them all: Flink fills such a cache from nothing but an
 * input format. A row that is returned shares memory with others until it is copied.
 */
@Internal
public final class ScanInputFormat extends RichInputFormat<RowData, ScanInputFormat.Split> {

    private static final long serialVersionUID = 1L;

    private static final DuckDbSplitSerializer SERIALIZER = new DuckDbSplitSerializer();

    private final DuckDbScan scan;
    private final SerializableSupplierWithException<List<DuckDbSplit>, IOException> planner;

    private transient ScanSession session;
    private transient SplitScan current;
    private transient RowChunk chunk;
    private transient int row;

    /**
     * @param planner finds the splits
     */
    public ScanInputFormat(
            DuckDbScan scan,
            SerializableSupplierWithException<List<DuckDbSplit>, IOException> planner) {
        this.scan = scan;
        this.planner = planner;
    }

    @Override
    public void configure(Configuration parameters) {
        // The scan says it all.
    }

    @Override
    @Nullable
    public BaseStatistics getStatistics(BaseStatistics cached) {
        return cached;
    }

    @Override
    public Split[] createInputSplits(int minimum) throws IOException {
        List<DuckDbSplit> splits = planner.get();
        Split[] numbered = new Split[splits.size()];
        for (int number = 0; number < numbered.length; number++) {
            numbered[number] = new Split(number, SERIALIZER.serialize(splits.get(number)));
        }
        return numbered;
    }

    @Override
    public InputSplitAssigner getInputSplitAssigner(Split[] splits) {
        return new DefaultInputSplitAssigner(splits);
    }

    @Override
    public void open(Split split) throws IOException {
        session = ScanSession.open(scan, "lookup cache of " + scan);
        current = session.scan(SERIALIZER.deserialize(SERIALIZER.getVersion(), split.bytes()));
        nextChunk();
    }

    private void nextChunk() throws IOException {
        chunk = current.next().orElse(null);
        row = 0;
    }

    @Override
    public boolean reachedEnd() {
        return chunk == null;
    }

    @Override
    public RowData nextRecord(RowData reuse) throws IOException {
        RowData next = new ColumnRow(chunk.columns(), row);
        row++;
        if (row == chunk.rows()) {
            nextChunk();
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        SplitScan closing = current;
        ScanSession opened = session;
        current = null;
        session = null;
        chunk = null;
        if (opened == null) {
            return;
        }
        try (opened) {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException e) {
            throw DuckDbErrors.translate(scan.settings().path(), "finish reading " + scan, e);
        }
    }

    /**
     * A split in the form of input formats.
     *
     * @param number its place among all
     * @param bytes the serialized {@link DuckDbSplit}
     */
    public record Split(int number, byte[] bytes) implements InputSplit {

        private static final long serialVersionUID = 1L;

        @Override
        public int getSplitNumber() {
            return number;
        }
    }
}
