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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.sink.RowDataConverter;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.committer.StagedFile;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;
import io.flinkbundle.connector.bigquery.sink.writer.json.JsonRowEncoder;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes rows to files, a new one after each checkpoint and when one is large. They are loaded when
 * the input has ended.
 */
@Internal
final class StagedFileWriter<T> implements CommittingSinkWriter<T, BigQueryCommittable> {

    /** Many files are loaded at the same time, so that none should be very large. */
    private static final long MAX_FILE_BYTES = 512L << 20;

    private final RowDataConverter<T> converter;
    private final JsonRowEncoder encoder;
    private final StagingFolder folder;
    private final BadRecords badRecords;
    private final RowText text;
    private final SinkWriterMetricGroup metrics;
    private final boolean stagesEmptyInput;
    private final List<StagedFile> finished = new ArrayList<>();

    /** Null between files. */
    private OutputStream out;

    private long rows;
    private long bytes;

    /**
     * @param stagesEmptyInput whether there is a file at the end of the input in any case, so that
     *     a load job runs
     */
    StagedFileWriter(
            RowDataConverter<T> converter,
            JsonRowEncoder encoder,
            StagingFolder folder,
            BadRecords badRecords,
            RowText text,
            SinkWriterMetricGroup metrics,
            boolean stagesEmptyInput) {
        this.converter = converter;
        this.encoder = encoder;
        this.folder = folder;
        this.badRecords = badRecords;
        this.text = text;
        this.metrics = metrics;
        this.stagesEmptyInput = stagesEmptyInput;
    }

    @Override
    public void write(T element, Context context) throws IOException {
        RowData row = converter.convert(element);
        int size;
        try {
            size = encoder.encode(row);
        } catch (UnwritableValueException e) {
            badRecords.reject(e.getMessage(), text.of(row));
            return;
        }
        if (out == null) {
            out = folder.create();
        }
        out.write(encoder.buffer(), 0, size);
        rows++;
        bytes += size;
        if (bytes >= MAX_FILE_BYTES) {
            finish();
        }
    }

    private void finish() throws IOException {
        out.close();
        out = null;
        finished.add(folder.finished(rows));
        metrics.getNumRecordsSendCounter().inc(rows);
        metrics.getNumBytesSendCounter().inc(bytes);
        rows = 0;
        bytes = 0;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (out == null && endOfInput && stagesEmptyInput) {
            out = folder.create();
        }
        if (out != null) {
            finish();
        }
        badRecords.flush();
    }

    @Override
    public Collection<BigQueryCommittable> prepareCommit() {
        if (finished.isEmpty()) {
            return List.of();
        }
        BigQueryCommittable committable = BigQueryCommittable.staged(finished);
        finished.clear();
        return List.of(committable);
    }

    /** A file that was begun is given up: what is not closed is never there. */
    @Override
    public void close() throws IOException {
        badRecords.close();
    }
}
