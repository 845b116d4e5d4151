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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.redis.client.AppendTarget;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.EntryFields;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a schema said about one record; used again for the next one. */
@Internal
final class CollectedEntry implements EntryFields {

    private final List<byte[]> namesAndValues = new ArrayList<>();

    /** Null unless the schema chose one. */
    private String stream;

    /** Null unless the schema chose one. */
    private String id;

    /** Null unless the schema gave one. */
    private byte[] partitionKey;

    void clear() {
        namesAndValues.clear();
        stream = null;
        id = null;
        partitionKey = null;
    }

    @Override
    public EntryFields field(byte[] name, byte[] value) {
        namesAndValues.add(name);
        namesAndValues.add(value);
        return this;
    }

    @Override
    public EntryFields stream(String key) {
        stream = key;
        return this;
    }

    @Override
    public EntryFields id(String chosen) {
        id = chosen;
        return this;
    }

    @Override
    public EntryFields partitionKey(byte[] key) {
        partitionKey = key;
        return this;
    }

    /** What decides on the stream of a topic, if the schema gave it. */
    Optional<byte[]> partitionKey() {
        return Optional.ofNullable(partitionKey);
    }

    boolean isEmpty() {
        return namesAndValues.isEmpty();
    }

    /** The stream that the schema chose. */
    Optional<String> chosenStream() {
        return Optional.ofNullable(stream);
    }

    StreamAppend appendTo(AppendTarget target) {
        return id == null ? target.append(namesAndValues) : target.append(id, namesAndValues);
    }
}
