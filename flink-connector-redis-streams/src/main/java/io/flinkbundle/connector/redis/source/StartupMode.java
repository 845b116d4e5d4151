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

package io.flinkbundle.connector.redis.source;

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * Where a source begins in each stream when it has no checkpoint to continue from.
 *
 * <p>A mode becomes a concrete entry id once, when the job starts. Entries that are added while the
 * job starts are therefore never missed.
 */
@PublicEvolving
public sealed interface StartupMode extends Serializable {

    /** From the oldest entry that the stream still holds. */
    static StartupMode earliest() {
        return new Earliest();
    }

    /** After the newest entry at the time the job starts. */
    static StartupMode latest() {
        return new Latest();
    }

    /** From the first entry whose id has this time or a later one. */
    static StartupMode timestamp(Instant timestamp) {
        return new Timestamp(timestamp);
    }

    /**
     * After the entry with the given id, which need not exist.
     *
     * @param ids the id of each stream that the source reads, by the stream's key
     */
    static StartupMode specificIds(Map<String, StreamId> ids) {
        return new SpecificIds(Map.copyOf(ids));
    }

    /** The id after which reading begins. */
    @Internal
    StreamId resolve(String stream, StreamInfo info);

    /** See {@link StartupMode#earliest()}. */
    @PublicEvolving
    record Earliest() implements StartupMode {
        @Override
        public StreamId resolve(String stream, StreamInfo info) {
            return StreamId.ZERO;
        }
    }

    /** See {@link StartupMode#latest()}. */
    @PublicEvolving
    record Latest() implements StartupMode {
        @Override
        public StreamId resolve(String stream, StreamInfo info) {
            return info.lastId();
        }
    }

    /** See {@link StartupMode#timestamp(Instant)}. */
    @PublicEvolving
    record Timestamp(Instant timestamp) implements StartupMode {
        @Override
        public StreamId resolve(String stream, StreamInfo info) {
            return StreamId.justBefore(timestamp.toEpochMilli());
        }
    }

    /** See {@link StartupMode#specificIds(Map)}. */
    @PublicEvolving
    record SpecificIds(Map<String, StreamId> ids) implements StartupMode {
        @Override
        public StreamId resolve(String stream, StreamInfo info) {
            StreamId id = ids.get(stream);
            if (id == null) {
                throw new IllegalArgumentException(
                        "There is no start id for stream '"
                                + stream
                                + "', only for "
                                + ids.keySet()
                                + ".");
            }
            return id;
        }
    }
}
