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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import static org.apache.flink.util.Preconditions.checkArgument;

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

    /** With the given entries, which need not exist. */
    static BoundedMode specificIds(Map<String, StreamId> ids) {
        return new SpecificIds(Map.copyOf(ids));
    }

    /**
     * As {@link #timestamp} of the time at which the job first starts, by the clock of the server,
     * and this much more.
     */
    static BoundedMode duration(Duration duration) {
        checkArgument(
                !duration.isNegative() && !duration.isZero(),
                "The time after which the source ends must be above 0, but is %s.",
                duration);
        return new ForDuration(duration);
    }

    /**
     * When none of the streams of a subtask has had an entry for this long. The time during which
     * the server is away, or watermark alignment holds streams back, does not count.
     */
    static BoundedMode idle(Duration timeout) {
        checkArgument(
                !timeout.isNegative() && !timeout.isZero(),
                "The time without entries must be above 0, but is %s.",
                timeout);
        return new Idle(timeout);
    }

    /**
     * The highest id that is read; empty if no id is the end.
     *
     * @param serverTimeMillis the clock of the server
     */
    @Internal
    Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis);

    /** How long a subtask may go without entries; empty if that is not the end. */
    @Internal
    default Optional<Duration> idleTimeout() {
        return Optional.empty();
    }

    /** The mode and its value, for messages and to be compared with a checkpoint's. */
    @Internal
    String describe();

    /** See {@link BoundedMode#unbounded()}. */
    @PublicEvolving
    record Unbounded() implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
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
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
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
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
            return Optional.of(StreamId.justBefore(timestamp.toEpochMilli()));
        }

        @Override
        public String describe() {
            return "timestamp " + timestamp;
        }
    }

    /** See {@link BoundedMode#specificIds(Map)}. */
    @PublicEvolving
    record SpecificIds(Map<String, StreamId> ids) implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
            StreamId id = ids.get(stream);
            if (id == null) {
                throw new IllegalArgumentException(
                        "There is no id for the end of stream '"
                                + stream
                                + "', only for "
                                + ids.keySet()
                                + ".");
            }
            return Optional.of(id);
        }

        @Override
        public String describe() {
            return "specific-ids " + new TreeMap<>(ids);
        }
    }

    /** See {@link BoundedMode#duration(Duration)}. */
    @PublicEvolving
    record ForDuration(Duration duration) implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
            return Optional.of(StreamId.justBefore(serverTimeMillis + duration.toMillis()));
        }

        @Override
        public String describe() {
            return "duration " + duration;
        }
    }

    /** See {@link BoundedMode#idle(Duration)}. */
    @PublicEvolving
    record Idle(Duration timeout) implements BoundedMode {
        @Override
        public Optional<StreamId> resolve(String stream, StreamInfo info, long serverTimeMillis) {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> idleTimeout() {
            return Optional.of(timeout);
        }

        @Override
        public String describe() {
            return "idle " + timeout;
        }
    }
}
