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
        List<byte[]> keys =
                streams.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        List<RedisStreamsSplit> splits = new ArrayList<>(streams.size());
        try (StreamReaderConnection connection = client.openReader(Duration.ZERO)) {
            List<StreamInfo> infos = connection.describe(keys);
            for (int i = 0; i < keys.size(); i++) {
                plan(streams.get(i), infos.get(i)).ifPresent(splits::add);
            }
        }
        return splits;
    }

    private Optional<RedisStreamsSplit> plan(String stream, StreamInfo info) {
        StreamId after = startup.resolve(stream, info);
        Optional<StreamId> stop = bounded.resolve(info);
        if (stop.isPresent() && !stop.get().isAfter(after)) {
            return Optional.empty();
        }
        return Optional.of(new RedisStreamsSplit(stream, after, stop, entriesBefore(after, info)));
    }

    /** Known at both ends of a stream; in between the server would have to count. */
    private static OptionalLong entriesBefore(StreamId after, StreamInfo info) {
        if (info.entriesAdded().isEmpty()) {
            return OptionalLong.empty();
        }
        long added = info.entriesAdded().getAsLong();
        if (!info.lastId().isAfter(after)) {
            return OptionalLong.of(added);
        }
        return after.equals(StreamId.ZERO)
                ? OptionalLong.of(added - info.length())
                : OptionalLong.empty();
    }
}
