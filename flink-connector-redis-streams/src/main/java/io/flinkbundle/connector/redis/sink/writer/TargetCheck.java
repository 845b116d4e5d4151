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

import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Looks at the streams of a sink before the first record: a key of another type, a stream that is
 * missing and must not be created, or a missing permission is a fault of the configuration. Found
 * later it would look like as many bad records as there are records.
 */
@Internal
public final class TargetCheck {

    private TargetCheck() {}

    /**
     * @throws IOException if the server cannot be reached, or one of the streams cannot be written
     */
    public static void verify(RedisStreamsClient client, List<String> streams, boolean createStream)
            throws IOException {
        List<byte[]> keys =
                streams.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        try (StreamReaderConnection connection = client.openReader(Duration.ZERO)) {
            List<StreamInfo> infos = connection.describe(keys);
            for (int i = 0; i < infos.size(); i++) {
                if (!createStream && !infos.get(i).exists()) {
                    throw new IOException(
                            "The sink cannot start: stream '"
                                    + streams.get(i)
                                    + "' does not exist at Redis server "
                                    + client.address()
                                    + ". Create it, or set 'sink.create-stream' to true.");
                }
            }
        }
    }
}
