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

import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamAdminConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which streams a source reads. */
@Internal
public sealed interface StreamSelection extends Serializable {

    /** The keys of the streams, as far as they are known now. */
    List<String> find(RedisStreamsClient client) throws IOException;

    /** How often there may be more; empty if never. */
    Optional<Duration> discoveryInterval();

    /** The keys, or the pattern that they match; for lineage and messages. */
    List<String> names();

    /** A fixed list. The streams need not exist. */
    record Listed(List<String> names) implements StreamSelection {

        public Listed {
            names = List.copyOf(names);
        }

        @Override
        public List<String> find(RedisStreamsClient client) {
            return names;
        }

        @Override
        public Optional<Duration> discoveryInterval() {
            return Optional.empty();
        }
    }

    /**
     * All streams whose key matches a pattern of the server.
     *
     * @param interval how often to look for new ones
     */
    record Matching(String pattern, Duration interval) implements StreamSelection {

        @Override
        public List<String> find(RedisStreamsClient client) throws IOException {
            try (StreamAdminConnection connection = client.openAdmin()) {
                return connection.streamsMatching(pattern);
            }
        }

        @Override
        public Optional<Duration> discoveryInterval() {
            return Optional.of(interval);
        }

        @Override
        public List<String> names() {
            return List.of(pattern);
        }
    }
}
