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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Asks the server once where each stream begins and ends. Readers get concrete ids, never {@code
 * $}: that stands for another entry at each read, and what is added in between is lost.
 */
@Internal
public final class SplitPlanner {

    private final RedisStreamsClient client;
    private final StartupMode startup;
    private final BoundedMode bounded;

    public SplitPlanner(RedisStreamsClient client, StartupMode startup, BoundedMode bounded) {
        this.client = client;
        this.startup = startup;
        this.bounded = bounded;
    }

    /** The splits of these streams; none for a stream in which there is nothing to read. */
    List<RedisStreamsSplit> plan(List<String> streams) throws IOException {
        return plan(streams, startup);
    }

    /**
     * The splits of streams that have come since the job first started: they are new as a whole.
     */
    List<RedisStreamsSplit> planNew(List<String> streams) throws IOException {
        return plan(streams, StartupMode.earliest());
    }

    private List<RedisStreamsSplit> plan(List<String> streams, StartupMode from)
            throws IOException {
        List<byte[]> keys =
                streams.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        List<RedisStreamsSplit> splits = new ArrayList<>(streams.size());
        try (StreamReaderConnection connection = client.openReader(Duration.ZERO)) {
            long serverTime = connection.serverTimeMillis();
            List<StreamInfo> infos = connection.describe(keys);
            for (int i = 0; i < keys.size(); i++) {
                String stream = streams.get(i);
                StreamInfo info = infos.get(i);
                StreamId after = from.resolve(stream, info);
                Optional<StreamId> stop = bounded.resolve(stream, info, serverTime);
                if (stop.isEmpty() || stop.get().isAfter(after)) {
                    splits.add(split(stream, after, stop, info));
                }
            }
        }
        return splits;
    }

    /**
     * A position before the first entry is the beginning of the stream, and is called so: what is
     * trimmed before it is read is not missed then. How many entries are behind a position is known
     * at the end of a stream only; in between the server would have to count.
     */
    private static RedisStreamsSplit split(
            String stream, StreamId after, Optional<StreamId> stop, StreamInfo info) {
        if (!info.lastId().isAfter(after)) {
            return new RedisStreamsSplit(stream, after, stop, info.entriesAdded());
        }
        return new RedisStreamsSplit(
                stream,
                info.beginsAfter(after) ? StreamId.ZERO : after,
                stop,
                OptionalLong.empty());
    }
}
