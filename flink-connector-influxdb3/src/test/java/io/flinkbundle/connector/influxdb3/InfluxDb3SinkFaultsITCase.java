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

package io.flinkbundle.connector.influxdb3;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3Sink;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SinkBuilder;
import io.flinkbundle.connector.influxdb3.testing.ClosingServer;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.call.RecordedCall;
import io.flinkbundle.emulators.influxdb3.fault.FaultRule;
import io.flinkbundle.emulators.influxdb3.fault.PlacedFault;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What goes wrong with a server costs neither a point nor the attempt of the job. */
@Timeout(120)
class InfluxDb3SinkFaultsITCase {

    private static final PointKey TABLE = PointKey.measurement("t");
    private static final PointKey VALUE = PointKey.of("v");
    private static final int POINTS = 2_000;
    private static final int POINTS_OF_A_REQUEST = 100;
    private static final int REQUESTS_IN_FLIGHT = 8;
    private static final long CHECKPOINT_MILLIS = 50;
    private static final Duration MAX_BACKOFF = Duration.ofMillis(50);

    /** A request waits half the longest backoff on average, and one of up to eight connects. */
    private static final int RETRIES_OF_MANY_CHECKPOINTS = 160;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension static final InfluxDb3Server SERVER = new InfluxDb3Server();

    @TempDir private Path folder;

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("too many requests, seconds", rule -> rule.throttle(Duration.ofSeconds(1))),
                fault(
                        "too many requests, a date",
                        rule -> rule.throttleUntil(Instant.now().plusSeconds(2))),
                fault("too many requests without a wait", rule -> rule.fail(429)),
                fault("too many requests, a wait that is none", rule -> rule.fail(429, "soon")),
                fault("unavailable", rule -> rule.fail(503)),
                fault("unavailable with a wait", rule -> rule.fail(503, "1")),
                fault("internal error", rule -> rule.fail(500)),
                fault("bad gateway", rule -> rule.fail(502)),
                fault("an error after the points were stored", rule -> rule.failAfterwards(500)),
                fault("no answer", FaultRule::hang),
                fault("a lost answer", FaultRule::loseReply),
                fault("a dropped connection", FaultRule::dropConnection),
                fault("one dropped after the points", FaultRule::dropConnectionAfterwards),
                fault("a cut request", rule -> rule.cutRequest(50)));
    }

    private static Arguments fault(String name, Function<FaultRule, PlacedFault> fault) {
        return arguments(named(name, fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void losesNothing(Function<FaultRule, PlacedFault> fault) throws Exception {
        // The first call is the question whether the server takes points.
        fault.apply(SERVER.emulator().faults().on(Endpoint.WRITE_LP).call(3).times(2));

        run(sink(connection().build()));

        assertThat(points()).isEqualTo(POINTS);
    }

    @Test
    void outlastsAServerThatIsAwayForManyCheckpoints() throws Exception {
        // All that may be under way at once, so that no answer is lost when the server goes.
        SERVER.emulator().faults().on(Endpoint.WRITE_LP).call(3).times(REQUESTS_IN_FLIGHT).hang();
        JobClient job = start(sink(connection().build()), POINTS);
        SERVER.emulator().awaitHeldCalls(REQUESTS_IN_FLIGHT, Duration.ofSeconds(60));

        SERVER.emulator().stopListening();
        try (ClosingServer away =
                new ClosingServer(SERVER.emulator().port(), RETRIES_OF_MANY_CHECKPOINTS)) {
            away.await();
        }
        SERVER.emulator().resumeListening();
        job.getJobExecutionResult().get();

        assertThat(points()).isEqualTo(POINTS);
        assertThat(confirmedPoints()).isEqualTo(POINTS);
    }

    @Test
    void takesUpATokenThatWasRotated() throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "apiv3_old");
        try (InfluxDb3Emulator guarded = InfluxDb3Emulator.builder().token("apiv3_old").start()) {
            InfluxDb3ConnectionOptions connection =
                    InfluxDb3ConnectionOptions.builder()
                            .setUrl(guarded.url().toString())
                            .setDatabase("db")
                            .setToken(Secret.file(file.toString()))
                            .build();
            guarded.faults().on(Endpoint.WRITE_LP).call(3).times(3).fail(401);

            run(sink(connection));

            assertThat(guarded.pointsWritten("db", "t")).isEqualTo(POINTS);
        }
    }

    @Test
    void keepsAMillionGoodRowsBesideABadOne() throws Exception {
        InfluxDb3SinkBuilder<Long> sink =
                sink(connection().build())
                        .setOnRejected(BadRecordHandling.skip())
                        .setBufferFlushMaxRows(10_000)
                        .setTimePrecision(TimePrecision.MICROSECONDS)
                        .setSerializer(
                                (number, point) -> {
                                    point.measurement(TABLE);
                                    if (number == 700_001) {
                                        point.field(VALUE, "no number");
                                    } else {
                                        point.field(VALUE, number);
                                    }
                                    point.time(number);
                                });

        run(sink, 1_000_000);

        assertThat(points()).isEqualTo(999_999);
    }

    private static InfluxDb3ConnectionOptions.Builder connection() {
        return SERVER.connection().setRequestTimeout(Duration.ofSeconds(2));
    }

    private static InfluxDb3SinkBuilder<Long> sink(InfluxDb3ConnectionOptions connection) {
        return InfluxDb3Sink.<Long>builder()
                .setConnection(connection)
                .setTimePrecision(TimePrecision.SECONDS)
                .setBufferFlushMaxRows(POINTS_OF_A_REQUEST)
                .setMaxInFlight(REQUESTS_IN_FLIGHT)
                .setRetry(RetryPolicy.of(Duration.ofMillis(10), MAX_BACKOFF, Duration.ZERO))
                .setSerializer(
                        (number, point) ->
                                point.measurement(TABLE).field(VALUE, number).time(number));
    }

    private static void run(InfluxDb3SinkBuilder<Long> sink) throws Exception {
        run(sink, POINTS);
    }

    private static void run(InfluxDb3SinkBuilder<Long> sink, long points) throws Exception {
        start(sink, points).getJobExecutionResult().get();
    }

    private static JobClient start(InfluxDb3SinkBuilder<Long> sink, long points) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(1);
        environment.enableCheckpointing(CHECKPOINT_MILLIS);
        environment.fromSequence(1, points).sinkTo(sink.build());
        return environment.executeAsync();
    }

    /** The points of the writes that were answered, which nobody should send again. */
    private static long confirmedPoints() {
        return SERVER.emulator().calls().calls(Endpoint.WRITE_LP).stream()
                .filter(call -> call.status().isPresent())
                .mapToLong(RecordedCall::acceptedLines)
                .sum();
    }

    private static long points() throws Exception {
        return SERVER.queries().count("t");
    }
}
