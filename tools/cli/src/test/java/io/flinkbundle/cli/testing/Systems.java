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

package io.flinkbundle.cli.testing;

import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubCredentials;
import io.flinkbundle.connector.pubsub.client.PubSubStubs;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The systems behind the connectors, each with something in it. */
public final class Systems implements AutoCloseable {

    public static final String REDIS_PASSWORD = "planted-secret-4711";
    public static final String INFLUX_TOKEN = "apiv3_planted-secret-4711";

    private final Path duckDb;
    private final RedisServer redis;
    private final int redisPort;
    private final InfluxDb3Emulator influx;
    private final PubSubEmulator pubSub;

    private Systems(
            Path duckDb,
            RedisServer redis,
            int redisPort,
            InfluxDb3Emulator influx,
            PubSubEmulator pubSub) {
        this.duckDb = duckDb;
        this.redis = redis;
        this.redisPort = redisPort;
        this.influx = influx;
        this.pubSub = pubSub;
    }

    /** Starts all of them. */
    public static Systems start(Path folder) throws Exception {
        int port = freePort();
        RedisServer redis =
                RedisServer.builder()
                        .bind("127.0.0.1")
                        .port(port)
                        .setting("save \"\"")
                        .setting("requirepass " + REDIS_PASSWORD)
                        .build();
        redis.start();
        Systems systems =
                new Systems(
                        folder.resolve("shop.duckdb"),
                        redis,
                        port,
                        InfluxDb3Emulator.builder().token(INFLUX_TOKEN).tokenRequired().start(),
                        PubSubEmulator.builder().port(0).start());
        systems.fill();
        return systems;
    }

    public Path duckDb() {
        return duckDb;
    }

    public int redisPort() {
        return redisPort;
    }

    public URI influxUrl() {
        return influx.url();
    }

    public String pubSubHost() {
        return pubSub.endpoint();
    }

    private void fill() throws Exception {
        fillDuckDb();
        fillRedis();
        fillInflux();
        fillPubSub();
    }

    private void fillDuckDb() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + duckDb);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE orders (order_id BIGINT PRIMARY KEY, price DECIMAL(10, 2),"
                            + " placed TIMESTAMP WITH TIME ZONE, tags VARCHAR[])");
            statement.execute(
                    "INSERT INTO orders VALUES (1, 2.50, '2026-01-02 03:04:05+00', ['a'])");
            statement.execute("CREATE TABLE notes (note VARCHAR)");
        }
    }

    private void fillRedis() {
        try (Jedis jedis = new Jedis("127.0.0.1", redisPort)) {
            jedis.auth(REDIS_PASSWORD);
            jedis.xadd(
                    "orders",
                    StreamEntryID.NEW_ENTRY,
                    Map.of("order_id", "1", "price", "2.5", "note", "hello"));
            jedis.xadd("orders", StreamEntryID.NEW_ENTRY, Map.of("order_id", "2", "price", "3"));
            jedis.hset("user:1", Map.of("name", "Ada", "visits", "12"));
        }
    }

    private void fillInflux() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                influx.url().resolve("/api/v3/write_lp?db=sensors"))
                                        .header("Authorization", "Bearer " + INFLUX_TOKEN)
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "home,room=kitchen temp=21.5,hum=40i"
                                                                + " 1735689600000000000"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.body());
        }
    }

    private void fillPubSub() throws IOException {
        PubSubConnectionOptions options =
                PubSubConnectionOptions.builder()
                        .setProject("shop-1")
                        .setEmulatorHost(pubSub.endpoint())
                        .setCredentials(PubSubCredentials.none())
                        .build();
        String topic = "projects/shop-1/topics/events";
        try (PublisherStub publisher = PubSubStubs.publisher(options);
                SubscriberStub subscriber = PubSubStubs.subscriber(options)) {
            publisher.createTopicCallable().call(Topic.newBuilder().setName(topic).build());
            subscriber
                    .createSubscriptionCallable()
                    .call(
                            Subscription.newBuilder()
                                    .setName("projects/shop-1/subscriptions/events-flink")
                                    .setTopic(topic)
                                    .setAckDeadlineSeconds(10)
                                    .build());
            publisher
                    .publishCallable()
                    .call(
                            PublishRequest.newBuilder()
                                    .setTopic(topic)
                                    .addMessages(
                                            PubsubMessage.newBuilder()
                                                    .setData(
                                                            ByteString.copyFromUtf8(
                                                                    "{\"id\": 7, \"user\": {\"name\":"
                                                                            + " \"Ada\"}, \"score\":"
                                                                            + " [1.5]}")))
                                    .build());
        }
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        redis.stop();
        influx.close();
        pubSub.close();
    }
}
