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

import io.flinkbundle.connector.bigquery.client.EncodedRows;
import io.flinkbundle.connector.bigquery.sink.writer.encode.ProtoBuffer;
import io.flinkbundle.connector.bigquery.sink.writer.encode.RowEncoder;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;

/** Encodes rows one behind the other until they are sent. Not thread-safe. */
@Internal
final class RowCollector {

    /** The service takes no larger request. */
    private static final int MAX_ROW_BYTES = 10_000_000;

    private final RowEncoder encoder;
    private final RowText text;
    private final BadRecords badRecords;
    private final RowArrays arrays;
    private final ProtoBuffer buffer;
    private int count;

    RowCollector(RowEncoder encoder, RowText text, BadRecords badRecords, RowArrays arrays) {
        this.encoder = encoder;
        this.text = text;
        this.badRecords = badRecords;
        this.arrays = arrays;
        this.buffer = new ProtoBuffer(arrays.take());
    }

    /**
     * Adds a row, unless BigQuery cannot hold it.
     *
     * @throws IOException if it cannot, and the policy is to fail
     */
    void add(RowData row) throws IOException {
        int before = buffer.length();
        try {
            encoder.encode(row, buffer);
        } catch (UnwritableValueException e) {
            badRecords.reject(e.getMessage(), text.of(row));
            return;
        }
        int size = buffer.length() - before;
        if (size > MAX_ROW_BYTES) {
            buffer.truncate(before);
            badRecords.reject(
                    "it has " + size + " bytes, and BigQuery takes at most 10 MB in a request",
                    text.of(row));
            return;
        }
        count++;
    }

    int count() {
        return count;
    }

    int bytes() {
        return buffer.length();
    }

    /** Takes the rows out; there must be some. */
    EncodedRows take() {
        int length = buffer.length();
        EncodedRows rows = new EncodedRows(buffer.replaceArray(arrays.take()), length, count);
        count = 0;
        return rows;
    }
}
