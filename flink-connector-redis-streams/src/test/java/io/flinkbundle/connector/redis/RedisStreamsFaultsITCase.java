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

import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.testing.Fault;
import io.flinkbundle.connector.redis.testing.FaultyLink;
import io.flinkbundle.connector.redis.testing.RedisTestServer;
import io.flinkbundle.connector.redis.testing.SeenElements;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Jobs whose servers are paused, out of memory or read-only, and whose connections break. */
class RedisStreamsFaultsITCase {

    private static final int ENTRIES = 2000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path inFolder;
    @TempDir private Path outFolder;

    private RedisTestServer in;
    private RedisTestServer out;
    private List<String> written;

    @BeforeEach
    void startServers() {
        in = new RedisTestServer(inFolder);
        out = new RedisTestServer(outFolder);
        written = IntStream.range(0, ENTRIES).mapToObj(number -> "value-" + number).toList();
        written.forEach(value -> in.add("in", "value", value));
    }

    @AfterEach
    void stopServers() {
        in.close();
        out.close();
    }

    @Test
    void readsEachEntryOnceOverConnectionsThatBreakInTheMiddleOfReplies() throws Exception {
        try (FaultyLink link = FaultyLink.cuttingAfter(in, 20_000)) {
            JobClient job = run(offsets(link.options()), out.options(), null);
            job.getJobExecutionResult().get();

            assertThat(link.cuts()).isGreaterThan(2);
            assertThat(SeenElements.elements()).containsExactlyInAnyOrderElementsOf(written);
        }
    }

    @Test
    void losesNothingAsAGroupOverConnectionsThatBreakInTheMiddleOfReplies() throws Exception {
        try (FaultyLink link = FaultyLink.cuttingAfter(in, 10_000)) {
            JobClient job = run(group(link.options()), out.options(), null);
            job.getJobExecutionResult().get();

            assertThat(link.cuts()).isGreaterThan(2);
            assertThat(SeenElements.elements()).containsAll(written);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void losesNoRowOverConnectionsThatBreakInTheMiddleOfReplies(DeliveryGuarantee guarantee)
            throws Exception {
        try (FaultyLink link = FaultyLink.cuttingAfter(out, 8_000)) {
            JobClient job = run(offsets(in.options()), link.options(), guarantee);
            job.getJobExecutionResult().get();

            assertThat(link.cuts()).isGreaterThan(2);
            assertWritten(guarantee);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KILLED", "PAUSED", "HALF_OPEN"})
    void readsEachEntryOnceWhateverHappensToTheServer(Fault fault) throws Exception {
        try (FaultyLink link = new FaultyLink(in)) {
            JobClient job = run(offsets(link.options()), out.options(), null);
            SeenElements.awaitElements();

            fault.happen(in, link);
            job.getJobExecutionResult().get();

            assertThat(SeenElements.elements()).containsExactlyElementsOf(written);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KILLED", "PAUSED", "HALF_OPEN", "READ_ONLY"})
    void losesNothingAsAGroupWhateverHappensToTheServer(Fault fault) throws Exception {
        try (FaultyLink link = new FaultyLink(in)) {
            JobClient job = run(group(link.options()), out.options(), null);
            SeenElements.awaitElements();

            fault.happen(in, link);
            job.getJobExecutionResult().get();

            assertThat(SeenElements.elements()).containsAll(written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNoRowAtLeastOnceWhateverHappensToTheServer(Fault fault) throws Exception {
        writeInSpiteOf(fault, DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void writesEachRowExactlyOnceWhateverHappensToTheServer(Fault fault) throws Exception {
        writeInSpiteOf(fault, DeliveryGuarantee.EXACTLY_ONCE);
    }

    private void writeInSpiteOf(Fault fault, DeliveryGuarantee guarantee) throws Exception {
        try (FaultyLink link = new FaultyLink(out)) {
            SeenElements.expect(200, 0);
            JobClient job = run(offsets(in.options()), link.options(), guarantee);
            SeenElements.awaitElements();

            fault.happen(out, link);
            job.getJobExecutionResult().get();

            assertWritten(guarantee);
        }
    }

    private void assertWritten(DeliveryGuarantee guarantee) {
        List<String> found = out.entries("out").stream().map(each -> each.get("value")).toList();
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(written);
        } else {
            assertThat(found).containsAll(written);
        }
    }

    /**
     * @param guarantee of the sink; null for a job without one
     */
    private static JobClient run(
            Source<String, ?, ?> source, RedisConnectionOptions target, DeliveryGuarantee guarantee)
            throws Exception {
        if (guarantee == null) {
            SeenElements.expect(200, 0);
        }
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.enableCheckpointing(100);
        env.setParallelism(1);
        var seen =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "in")
                        .map(new SeenElements());
        if (guarantee != null) {
            seen.sinkTo(
                    RedisStreamsSink.<String>builder()
                            .setConnection(target)
                            .setStreams("out")
                            .setDeliveryGuarantee(guarantee)
                            .setBufferFlushMaxRows(50)
                            .setSerializer(
                                    (text, entry) ->
                                            entry.field(
                                                    "value".getBytes(UTF_8), text.getBytes(UTF_8)))
                            .build());
        }
        return env.executeAsync();
    }

    private static RedisStreamsSource<String> offsets(RedisConnectionOptions connection) {
        return RedisStreamsSource.<String>builder()
                .setConnection(connection)
                .setStreams("in")
                .setStartupMode(StartupMode.earliest())
                .setBoundedMode(BoundedMode.latest())
                .setMaxRecordsPerSecond(2000)
                .setBatchSize(50)
                .setBlockTimeout(Duration.ofMillis(20))
                .setDeserializer(deserializer())
                .build();
    }

    private static RedisStreamsGroupSource<String> group(RedisConnectionOptions connection) {
        return RedisStreamsGroupSource.<String>builder()
                .setConnection(connection)
                .setStreams("in")
                .setGroupId("g")
                .setBoundedMode(BoundedMode.idle(Duration.ofSeconds(1)))
                .setMaxRecordsPerSecond(2000)
                .setBatchSize(50)
                .setBlockTimeout(Duration.ofMillis(20))
                .setDeserializer(deserializer())
                .build();
    }

    private static RedisStreamsDeserializationSchema<String> deserializer() {
        return RedisStreamsDeserializationSchema.payload("value", new SimpleStringSchema());
    }
}
