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

import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamEntry;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import javax.annotation.Nullable;

import java.util.List;
import java.util.Set;

/** One reply, handed over as it came: the task thread takes the entries apart. */
@Internal
final class StreamRecords implements RecordsWithSplitIds<StreamEntry> {

    /** The part of the reply that belongs to one stream. */
    record Part(String splitId, String stream, StreamBatch batch) {

        /** Of a split that has the whole stream, and its name. */
        Part(String stream, StreamBatch batch) {
            this(stream, stream, batch);
        }
    }

    private final List<Part> parts;
    private final Set<String> finished;
    private int nextPart;
    private String stream;
    private StreamBatch batch;
    private int nextEntry;

    StreamRecords(List<Part> parts, Set<String> finished) {
        this.parts = parts;
        this.finished = finished;
    }

    @Override
    @Nullable
    public String nextSplit() {
        if (nextPart == parts.size()) {
            return null;
        }
        Part part = parts.get(nextPart++);
        stream = part.stream();
        batch = part.batch();
        nextEntry = 0;
        return part.splitId();
    }

    @Override
    @Nullable
    public StreamEntry nextRecordFromSplit() {
        return nextEntry < batch.size() ? batch.entry(stream, nextEntry++) : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }
}
