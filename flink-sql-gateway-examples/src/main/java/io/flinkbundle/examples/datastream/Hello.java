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

package io.flinkbundle.examples.datastream;

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.json.JsonDeserializationSchema;
import org.apache.flink.formats.json.JsonSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

import java.util.List;

/**
 * {@code sql/02-hello.sql} in Java: greetings go into a Redis stream, and come back out of it as a
 * stream that is printed and as a table that is queried.
 */
public final class Hello {

    private static final String STREAM = "hello-java";
    private static final String PAYLOAD = "payload";
    private static final int GREETINGS = 10;
    private static final List<String> MOODS = List.of("happy", "quiet", "sunny");

    private final RedisConnectionOptions redis;

    /** What goes through the stream, as a JSON document. */
    public record Greeting(long id, String mood) {}

    public Hello(RedisConnectionOptions redis) {
        this.redis = redis;
    }

    /** Runs it with the Redis server of {@code REDIS_HOST} and {@code REDIS_PORT}. */
    public static void main(String[] args) throws Exception {
        Hello hello =
                new Hello(
                        RedisConnectionOptions.builder()
                                .setHost(System.getenv("REDIS_HOST"))
                                .setPort(Integer.parseInt(System.getenv("REDIS_PORT")))
                                .build());
        hello.write();
        System.out.println(hello.count());
    }

    /** Writes ten greetings with the ids 1 to 10. */
    public void write() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataGeneratorSource<Greeting> source =
                new DataGeneratorSource<>(
                        index -> new Greeting(index + 1, MOODS.get((int) (index % MOODS.size()))),
                        GREETINGS,
                        TypeInformation.of(Greeting.class));
        Sink<Greeting> sink =
                RedisStreamsSink.<Greeting>builder()
                        .setConnection(redis)
                        .setStreams(STREAM)
                        .setSerializer(
                                RedisStreamsSerializationSchema.payload(
                                        PAYLOAD, new JsonSerializationSchema<>()))
                        .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "greetings").sinkTo(sink);
        env.execute("hello");
    }

    /**
     * Prints what is in the stream, and counts it with SQL.
     *
     * @return one row: how many greetings, the sum of their ids, the letters of the longest mood
     */
    public List<Row> count() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        RedisStreamsSource<Greeting> source =
                RedisStreamsSource.<Greeting>builder()
                        .setConnection(redis)
                        .setStreams(STREAM)
                        .setStartupMode(StartupMode.earliest())
                        .setBoundedMode(BoundedMode.latest())
                        .setDeserializer(
                                RedisStreamsDeserializationSchema.payload(
                                        PAYLOAD, new JsonDeserializationSchema<>(Greeting.class)))
                        .build();
        DataStream<Greeting> greetings =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "hello");
        greetings.print("hello");
        tables.createTemporaryView("hello", greetings);
        Table counted =
                tables.sqlQuery(
                        "SELECT COUNT(*) AS `rows`, SUM(`id`) AS `sum`,"
                                + " MAX(CHAR_LENGTH(`mood`)) AS `letters` FROM hello");
        return tables.toDataStream(counted).executeAndCollect(1);
    }
}
