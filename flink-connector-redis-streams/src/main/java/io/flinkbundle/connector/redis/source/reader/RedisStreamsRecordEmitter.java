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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.Reasons;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.split.SplitProgress;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes entries apart and emits their records, on the task thread: the fetcher thread is the busier
 * of the two, because it turns bytes from the network into arrays.
 */
@Internal
final class RedisStreamsRecordEmitter<T, S extends SplitProgress>
        implements RecordEmitter<StreamEntry, T, S> {

    private final RedisStreamsDeserializationSchema<T> schema;
    private final BadRecords badRecords;
    private final ReaderMetrics metrics;
    private final Buffer<T> buffer = new Buffer<>();

    RedisStreamsRecordEmitter(
            RedisStreamsDeserializationSchema<T> schema,
            BadRecords badRecords,
            ReaderMetrics metrics) {
        this.schema = schema;
        this.badRecords = badRecords;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(StreamEntry entry, SourceOutput<T> output, S state) throws IOException {
        metrics.bytesRead(entry.size());
        if (deserialize(entry)) {
            for (int i = 0; i < buffer.records.size(); i++) {
                output.collect(buffer.records.get(i), entry.millis());
            }
        }
        state.advanceTo(entry);
    }

    /** What follows in the job is not called in here: its failures are not the entry's fault. */
    private boolean deserialize(StreamEntry entry) throws IOException {
        buffer.records.clear();
        try {
            schema.deserialize(entry, buffer);
            return true;
        } catch (IOException | RuntimeException e) {
            badRecords.reject(entry + " cannot be read: " + Reasons.of(e), entry.describe());
            return false;
        }
    }

    /** Holds the records of one entry until all of them are there. */
    private static final class Buffer<T> implements Collector<T> {

        private final List<T> records = new ArrayList<>();

        @Override
        public void collect(T record) {
            records.add(record);
        }

        @Override
        public void close() {
            records.clear();
        }
    }
}
