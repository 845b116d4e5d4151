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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemDataReader;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.sink.DataStreamSinkV2ExternalContext;
import org.apache.flink.connector.testframe.external.sink.TestingSinkSettings;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Shows the connector to Flink's own test suites: a stream is a split, a record is one field. */
final class RedisStreamsSuiteContext
        implements DataStreamSourceExternalContext<String>,
                DataStreamSinkV2ExternalContext<String> {

    private static final String FIELD = "value";

    private final RedisTestServer server;
    private final String prefix = UUID.randomUUID().toString();

    /** As many as the suites use at most; some create the source before they write anything. */
    private final List<String> streams =
            List.of(prefix + "-0", prefix + "-1", prefix + "-2", prefix + "-3");

    private int writers;

    RedisStreamsSuiteContext(RedisTestServer server) {
        this.server = server;
    }

    @Override
    public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
        return RedisStreamsSource.<String>builder()
                .setConnection(server.options())
                .setStreams(streams)
                .setStartupMode(StartupMode.earliest())
                .setBoundedMode(
                        settings.getBoundedness() == Boundedness.BOUNDED
                                ? BoundedMode.latest()
                                : BoundedMode.unbounded())
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(FIELD, new SimpleStringSchema()))
                .build();
    }

    @Override
    public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
            TestingSourceSettings settings) {
        String stream = streams.get(writers++);
        return new ExternalSystemSplitDataWriter<>() {
            @Override
            public void writeRecords(List<String> records) {
                records.forEach(record -> server.add(stream, FIELD, record));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> generateTestData(
            TestingSourceSettings settings, int splitIndex, long seed) {
        return generate("split " + splitIndex, seed);
    }

    @Override
    public Sink<String> createSink(TestingSinkSettings settings) {
        return RedisStreamsSink.<String>builder()
                .setConnection(server.options())
                .setStreams(prefix)
                .setSerializer(
                        (text, entry) -> entry.field(FIELD.getBytes(UTF_8), text.getBytes(UTF_8)))
                .build();
    }

    @Override
    public ExternalSystemDataReader<String> createSinkDataReader(TestingSinkSettings settings) {
        return new ExternalSystemDataReader<>() {
            private int read;

            @Override
            public List<String> poll(Duration timeout) {
                List<String> all =
                        server.entries(prefix).stream().map(entry -> entry.get(FIELD)).toList();
                List<String> fresh = all.subList(read, all.size());
                read = all.size();
                return fresh;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> generateTestData(TestingSinkSettings settings, long seed) {
        return generate("record", seed);
    }

    private static List<String> generate(String what, long seed) {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        int count = 50 + random.nextInt(50);
        for (int i = 0; i < count; i++) {
            records.add(what + " " + i + " " + random.nextLong());
        }
        return records;
    }

    @Override
    public TypeInformation<String> getProducedType() {
        return Types.STRING;
    }

    @Override
    public List<URL> getConnectorJarPaths() {
        return List.of();
    }

    @Override
    public void close() {
        server.delete(prefix);
    }

    @Override
    public String toString() {
        return "Redis streams";
    }
}
