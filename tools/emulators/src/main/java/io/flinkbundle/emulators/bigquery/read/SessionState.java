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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.DataFormat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A read session: its rows as they were when it was made, and its streams. Thread-safe. */
@Internal
final class SessionState {

    /** Some of the rows, by number. */
    record Range(long from, long to) {}

    private final String name;
    private final TableSchema schema;
    private final DataFormat format;
    private final String rows;
    private volatile long expiresMillis;
    private final Map<String, Range> streams = new ConcurrentHashMap<>();
    private final AtomicInteger nextStream = new AtomicInteger();

    /**
     * @param rows the table of DuckDB with the rows, numbered from 0 on
     */
    SessionState(
            String name, TableSchema schema, DataFormat format, String rows, long expiresMillis) {
        this.name = name;
        this.schema = schema;
        this.format = format;
        this.rows = rows;
        this.expiresMillis = expiresMillis;
    }

    String name() {
        return name;
    }

    TableSchema schema() {
        return schema;
    }

    String rows() {
        return rows;
    }

    long expiresMillis() {
        return expiresMillis;
    }

    void expire(long atMillis) {
        expiresMillis = atMillis;
    }

    Map<String, Range> streams() {
        return streams;
    }

    /** Adds a stream and gives its name. */
    String addStream(Range range) {
        String stream = name + "/streams/s" + nextStream.getAndIncrement();
        streams.put(stream, range);
        return stream;
    }

    RowEncoder newEncoder() {
        return format == DataFormat.ARROW ? new ArrowEncoder(schema) : new AvroEncoder(schema);
    }
}
