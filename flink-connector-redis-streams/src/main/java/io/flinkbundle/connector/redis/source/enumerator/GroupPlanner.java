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

import io.flinkbundle.connector.redis.client.GroupConnection;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.source.StartupMode;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Makes sure that the consumer group exists at each stream. */
@Internal
public final class GroupPlanner {

    private static final Logger LOG = LoggerFactory.getLogger(GroupPlanner.class);

    private final RedisStreamsClient client;
    private final String group;
    private final StartupMode startup;

    /**
     * @param startup where a group begins that does not exist
     */
    public GroupPlanner(RedisStreamsClient client, String group, StartupMode startup) {
        this.client = client;
        this.group = group;
        this.startup = startup;
    }

    void createGroups(List<String> streams) throws IOException {
        List<StreamInfo> infos = describe(streams);
        try (GroupConnection connection = client.openGroup(group, "", Duration.ZERO)) {
            for (int i = 0; i < streams.size(); i++) {
                String stream = streams.get(i);
                if (connection.createGroup(stream, startup.resolve(stream, infos.get(i)))) {
                    LOG.info("Consumer group '{}' of stream '{}' was created.", group, stream);
                }
            }
        }
    }

    private List<StreamInfo> describe(List<String> streams) throws IOException {
        try (StreamReaderConnection connection = client.openReader(Duration.ZERO)) {
            return connection.describe(
                    streams.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList());
        }
    }
}
