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

package io.flinkbundle.examples;

import io.flinkbundle.examples.systems.LocalRedis;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalRedisITCase {

    @Test
    void takesTheFeedInTwoPartsInOrder() throws InterruptedException {
        ResultTable events =
                new ResultTable(List.of("id"), List.of(List.of("a"), List.of("b"), List.of("c")));
        StreamFeed feed = StreamFeed.of("events", events, Map.of("id", "last"));
        try (LocalRedis redis = LocalRedis.start(Ports.claim(0, "Redis", ""));
                RedisClient client = RedisClient.create(LocalRedis.HOST, redis.port())) {

            feed.writeBeginning(redis.port());
            long atFirst = client.xlen("events");
            feed.writeRest(redis.port());

            assertThat(atFirst).isEqualTo(2);
            assertThat(client.xrange("events", (StreamEntryID) null, null))
                    .extracting(entry -> entry.getFields().get("id"))
                    .containsExactly("a", "b", "c", "last");
        }
    }

    @Test
    void saysThatItCannotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> LocalRedis.start(port))
                    .isInstanceOf(ExampleException.class)
                    .hasMessageStartingWith("Redis cannot start on 127.0.0.1:" + port);
        }
    }
}
