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
import java.util.Optional;

/** Where a source ends in each stream, if it does. */
@PublicEvolving
public sealed interface BoundedMode extends Serializable {

    /** The source never ends. */
    static BoundedMode unbounded() {
        return new Unbounded();
    }

    /** With the newest entry at the time the job starts. */
    static BoundedMode latest() {
        return new Latest();
    }

    /**
     * Before the first entry whose id has this time or a later one. When the time has not come yet,
     * the source waits for it, by the clock of the server.
     */
    static BoundedMode timestamp(Instant timestamp) {
        return new Timestamp(timestamp);
    }

    /** The highest id that is read; empty if there is no end. */
    @Internal
    Optional<StreamId> resolve(StreamInfo info);

    /** The mode and its value, for messages and to be compared with a checkpoint's. */
    @Internal
    String describe();

    /** See {@link BoundedMode#unbounded()}. */
    @PublicEvolving
    record Unbounded() implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(StreamInfo info) {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return "unbounded";
        }
    }

    /** See {@link BoundedMode#latest()}. */
    @PublicEvolving
    record Latest() implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(StreamInfo info) {
            return Optional.of(info.lastId());
        }

        @Override
        public String describe() {
            return "latest";
        }
    }

    /** See {@link BoundedMode#timestamp(Instant)}. */
    @PublicEvolving
    record Timestamp(Instant timestamp) implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(StreamInfo info) {
            return Optional.of(StreamId.justBefore(timestamp.toEpochMilli()));
        }

        @Override
        public String describe() {
            return "timestamp " + timestamp;
        }
    }
}
