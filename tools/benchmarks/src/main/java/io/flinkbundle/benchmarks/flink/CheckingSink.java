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
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/**
 * Takes the digest of the rows that a source hands over and forgets them; one subtask.
 *
 * <p>It reads the clock at the first row and at the last one that is expected, so that finding the
 * end of the input is not counted, unless several subtasks share the rows.
 */
@Internal
final class CheckingSink implements Sink<RowData> {

    private static final long serialVersionUID = 1L;

    private final RunProbe probe;
    private final GeneratedRows expected;
    private final long expectedRows;

    CheckingSink(RunProbe probe, GeneratedRows expected, long expectedRows) {
        this.probe = probe;
        this.expected = expected;
        this.expectedRows = expectedRows;
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        return new Writer(probe.observation(), expected, expectedRows);
    }

    private static final class Writer implements SinkWriter<RowData> {

        private final RunProbe.Observation observation;
        private final GeneratedRows expected;
        private final long expectedRows;
        private final RowDigest digest = new RowDigest();
        private long rows;

        private Writer(
                RunProbe.Observation observation, GeneratedRows expected, long expectedRows) {
            this.observation = observation;
            this.expected = expected;
            this.expectedRows = expectedRows;
        }

        @Override
        public void write(RowData row, Context context) {
            if (rows == 0) {
                observation.firstRow();
            }
            expected.digest(row, digest);
            rows++;
            if (rows == expectedRows) {
                observation.lastRow();
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                observation.seen(digest, expectedRows);
            }
        }

        @Override
        public void close() {}
    }
}
