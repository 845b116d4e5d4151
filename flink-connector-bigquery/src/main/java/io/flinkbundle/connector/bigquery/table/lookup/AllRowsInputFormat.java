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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.client.GrpcStorageReadClient;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.source.enumerator.ReadOpening;
import io.flinkbundle.connector.bigquery.source.enumerator.TableReading;
import io.flinkbundle.connector.bigquery.source.reader.BigQuerySplitReader;
import io.flinkbundle.connector.bigquery.source.reader.ReaderMetrics;
import io.flinkbundle.connector.bigquery.source.reader.RowBatch;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.GenericInputFormat;
import org.apache.flink.api.common.io.NonParallelInput;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Reads all rows for a cache that holds them all, over the Storage Read interface: Flink fills such
 * a cache from nothing but an input format.
 */
@Internal
final class AllRowsInputFormat extends GenericInputFormat<RowData> implements NonParallelInput {

    private static final long serialVersionUID = 1L;

    private final ScanConfig scan;
    private transient TableReading reading;
    private transient String queryId;
    private transient boolean temporary;
    private transient BigQuerySplitReader reader;
    private transient int unfinished;
    private transient Iterator<RowData> rows = Collections.emptyIterator();

    AllRowsInputFormat(ScanConfig scan) {
        this.scan = scan;
    }

    @Override
    public void open(GenericInputSplit split) throws IOException {
        super.open(split);
        reading = new TableReading(scan);
        queryId = "flink_" + UUID.randomUUID().toString().replace("-", "");
        ReadOpening.Opened opened = openReading();
        temporary = opened.temporary();
        List<BigQuerySplit> splits =
                opened.streams().streams().stream()
                        .map(stream -> new BigQuerySplit(stream, 0, opened.streams().schema()))
                        .toList();
        reader =
                new BigQuerySplitReader(
                        new GrpcStorageReadClient(scan.connection()),
                        scan.rowType(),
                        scan.columns(),
                        scan.retry(),
                        Long.MAX_VALUE,
                        new ReaderMetrics(
                                UnregisteredMetricsGroup.createSourceReaderMetricGroup()));
        reader.handleSplitsChanges(new SplitsAddition<>(splits));
        unfinished = splits.size();
        rows = Collections.emptyIterator();
    }

    private ReadOpening.Opened openReading() throws IOException {
        try {
            return reading.open(queryId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a lookup cache was filled.");
        }
    }

    @Override
    public boolean reachedEnd() throws IOException {
        while (!rows.hasNext() && unfinished > 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Interrupted while a lookup cache was filled.");
            }
            RecordsWithSplitIds<RowBatch> fetched = reader.fetch();
            unfinished -= fetched.finishedSplits().size();
            rows = rows(fetched);
        }
        return !rows.hasNext();
    }

    private static Iterator<RowData> rows(RecordsWithSplitIds<RowBatch> fetched) {
        List<RowData> all = new ArrayList<>();
        while (fetched.nextSplit() != null) {
            RowBatch batch = fetched.nextRecordFromSplit();
            while (batch != null) {
                all.addAll(Arrays.asList(batch.rows()));
                batch = fetched.nextRecordFromSplit();
            }
        }
        return all.iterator();
    }

    @Override
    public RowData nextRecord(RowData reuse) {
        return rows.next();
    }

    @Override
    public void close() throws IOException {
        BigQuerySplitReader open = reader;
        reader = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The lookup cache could not end its reading.", e);
        } finally {
            if (temporary) {
                reading.release(queryId, true);
            }
        }
    }
}
