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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SerializationSchema;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;

/** Makes the line of a record, or rejects the record, on the task thread. */
@Internal
public final class PointEncoder<T> implements Closeable {

    private final InfluxDb3SerializationSchema<T> schema;
    private final BadRecords badRecords;

    /**
     * @param schema already open
     */
    public PointEncoder(InfluxDb3SerializationSchema<T> schema, BadRecords badRecords) {
        this.schema = schema;
        this.badRecords = badRecords;
    }

    /** Appends one line, or none if the record is bad. */
    void encode(T record, LineBuffer lines) throws IOException {
        int before = lines.lines();
        try {
            schema.serialize(record, lines);
        } catch (IOException | RuntimeException e) {
            lines.truncate(before);
            reject(record, "the record cannot be written: " + reasonOf(e));
            return;
        }
        if (lines.isInPoint()) {
            lines.truncate(before);
            reject(record, "its point has no time");
        } else if (lines.lines() == before) {
            reject(record, "no point was made of it");
        }
    }

    private void reject(T record, String reason) throws IOException {
        badRecords.reject(reason, schema.describe(record));
    }

    private static String reasonOf(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    void flush() throws IOException {
        badRecords.flush();
    }

    @Override
    public void close() throws IOException {
        badRecords.close();
    }
}
