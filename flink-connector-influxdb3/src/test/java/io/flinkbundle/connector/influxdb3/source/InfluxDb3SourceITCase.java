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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;
import io.flinkbundle.connector.influxdb3.testing.InfluxLines;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.fault.FaultRule;
import io.flinkbundle.emulators.influxdb3.fault.PlacedFault;
import io.flinkbundle.emulators.influxdb3.schema.Limits;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InfluxDb3SourceITCase {

    private static final long MINUTE = 60_000_000_000L;
    private static final int POINTS = 3_000;

    /** In 2026. */
    private static final long LATER = 1_767_225_600_000_000_000L;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final InfluxDb3Server SERVER =
            new InfluxDb3Server(InfluxDb3Emulator.builder().limits(Limits.CORE.withQueryFiles(50)));

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("a cut answer", rule -> rule.cutResponse(1_500)),
                fault("a dropped connection", FaultRule::dropConnection),
                fault("an internal error", rule -> rule.fail(500)),
                fault("unavailable", rule -> rule.fail(503)),
                fault("unavailable with a wait", rule -> rule.fail(503, "1")),
                fault("no answer", FaultRule::hang));
    }

    private static Arguments fault(String name, Function<FaultRule, PlacedFault> fault) {
        return arguments(named(name, fault));
    }

    /** A point a minute, so that a split of six hours has 36 files of the 50 that are allowed. */
    private static void writePoints() throws Exception {
        lines().write(
                        IntStream.range(0, POINTS)
                                .mapToObj(i -> "t,host=h" + i % 3 + " v=" + i + "i " + i * MINUTE)
                                .toArray(String[]::new));
    }

    @Test
    void readsATableInSplits() throws Exception {
        writePoints();

        assertThat(read(source())).containsExactlyInAnyOrderElementsOf(numbers(POINTS));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void readsEachPointOnceWhateverHappensToAnswers(Function<FaultRule, PlacedFault> fault)
            throws Exception {
        writePoints();
        fault.apply(SERVER.emulator().faults().on(Endpoint.QUERY_SQL).call(2).times(1));
        fault.apply(SERVER.emulator().faults().on(Endpoint.QUERY_SQL).call(6).times(3));

        assertThat(read(source())).containsExactlyInAnyOrderElementsOf(numbers(POINTS));
    }

    @Test
    void readsRangesThatAreTooLongForTheServerInParts() throws Exception {
        writePoints();

        assertThat(read(source().setSplitDuration(Duration.ofDays(10))))
                .containsExactlyInAnyOrderElementsOf(numbers(POINTS));
    }

    /** A range of six hours each would be 82,000 of them. */
    @ParameterizedTest
    @ValueSource(strings = {"PT6H", "P30000D"})
    void readsATableWithAGapOfDecadesWithFewQueries(Duration splitDuration) throws Exception {
        writePoints();
        lines().write(
                        IntStream.range(POINTS, 2 * POINTS)
                                .mapToObj(i -> "t v=" + i + "i " + (LATER + i * MINUTE))
                                .toArray(String[]::new));

        assertThat(read(source().setSplitDuration(splitDuration)))
                .containsExactlyInAnyOrderElementsOf(numbers(2 * POINTS));
        assertThat(SERVER.emulator().calls().count(Endpoint.QUERY_SQL)).isLessThan(250);
    }

    @Test
    void skipsTimesWithoutAPointThatTheFilterLetsThrough() throws Exception {
        lines().write(
                        IntStream.range(0, POINTS)
                                .mapToObj(i -> "t,host=common v=" + i + "i " + i * 360 * MINUTE)
                                .toArray(String[]::new));
        lines().write("t,host=rare v=-1i 1", "t,host=rare v=-2i " + POINTS * 360L * MINUTE);

        assertThat(
                        read(
                                source().setFilter(
                                                new PointFilter.Compare(
                                                        "host", Comparison.EQUAL, "rare"))))
                .containsExactlyInAnyOrder(-1L, -2L);
        assertThat(SERVER.emulator().calls().count(Endpoint.QUERY_SQL)).isLessThan(300);
    }

    @Test
    void readsPointsOfOneTimeOnceWhenAnAnswerBreaksOff() throws Exception {
        lines().write(
                        IntStream.range(0, POINTS)
                                .mapToObj(i -> "t,host=h" + i + " v=" + i + "i 5")
                                .toArray(String[]::new));
        SERVER.emulator().faults().on(Endpoint.QUERY_SQL).call(5).times(2).cutResponse(30_000);

        assertThat(read(source())).containsExactlyInAnyOrderElementsOf(numbers(POINTS));
    }

    @Test
    void readsFromOneTimeToAnother() throws Exception {
        writePoints();

        assertThat(
                        read(
                                source().setStartupTimestamp(Instant.ofEpochSecond(600))
                                        .setBoundedTimestamp(Instant.ofEpochSecond(1_200))))
                .containsExactlyInAnyOrderElementsOf(LongStream.range(10, 20).boxed().toList());
    }

    @Test
    void readsNothingOfATableWithoutPointsInItsTimes() throws Exception {
        writePoints();

        assertThat(read(source().setStartupTimestamp(Instant.parse("2100-01-01T00:00:00Z"))))
                .isEmpty();
    }

    @Test
    void readsSeveralTablesWhichNeedNotHaveAllColumns() throws Exception {
        lines().write("t1 v=1i 1", "t2 v=2i,other=1 1", "t3 other=1 1", "u v=9i 1");

        assertThat(read(source().setTablePattern(Pattern.compile("t\\d"))))
                .containsExactlyInAnyOrder(1L, 2L, -1L);
        assertThat(read(source().setTables("t1", "u"))).containsExactlyInAnyOrder(1L, 9L);
    }

    @Test
    void readsAQuery() throws Exception {
        writePoints();

        assertThat(
                        read(
                                source().setQuery(
                                                "SELECT v + 1 AS v, \"time\" FROM t WHERE host ="
                                                        + " 'h1';",
                                                true)))
                .containsExactlyInAnyOrderElementsOf(
                        numbers(POINTS).stream()
                                .filter(number -> number % 3 == 1)
                                .map(number -> number + 1)
                                .toList());
        assertThat(
                        read(
                                source().setQuery(
                                                "SELECT max(v) AS v FROM t WHERE time <"
                                                        + " '1970-01-01T01:00:00Z' GROUP BY host",
                                                false)))
                .containsExactlyInAnyOrder(57L, 58L, 59L);
    }

    @Test
    void failsAtTheStartWhenThereIsNoSuchTable() throws Exception {
        writePoints();

        assertThatThrownBy(() -> read(source().setTables("missing")))
                .hasStackTraceContaining(
                        "There is no table 'missing' in database '" + SERVER.database() + "'");
        assertThatThrownBy(() -> read(source().setTablePattern(Pattern.compile("x.*"))))
                .hasStackTraceContaining("There is no table whose name matches 'x.*'");
    }

    @Test
    void failsAtTheStartWhenThereIsNoSuchDatabase() {
        InfluxDb3SourceBuilder<Long> source =
                source().setConnection(connection().toBuilder().setDatabase("missing").build());

        assertThatThrownBy(() -> read(source)).hasStackTraceContaining("missing");
    }

    @Test
    void failsAtTheStartWhenColumnsDoNotFit() throws Exception {
        writePoints();

        assertThatThrownBy(
                        () ->
                                read(
                                        source().setRowType(
                                                        DataTypes.ROW(
                                                                DataTypes.FIELD(
                                                                        "v", DataTypes.STRING()),
                                                                DataTypes.FIELD(
                                                                        "w", DataTypes.INT())))))
                .hasStackTraceContaining("its column 'v' is a integer, which STRING cannot hold")
                .hasStackTraceContaining("it has no column 'w'");
    }

    @Test
    void failsAtTheStartWhenTheServerStaysAway() {
        InfluxDb3SourceBuilder<Long> source =
                source().setConnection(
                                connection().toBuilder().setUrl("http://127.0.0.1:1").build())
                        .setRetry(
                                RetryPolicy.of(
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(20)));

        assertThatThrownBy(() -> read(source)).hasStackTraceContaining("http://127.0.0.1:1");
    }

    @Test
    void followsATableAndFindsLatePointsOnce() throws Exception {
        long now = EpochNanos.of(Instant.now());
        lines().write(
                        "t v=0i " + (now - 7200 * 1_000_000_000L),
                        "t v=1i " + (now - 600 * 1_000_000_000L),
                        "t v=2i " + now);
        InfluxDb3SourceBuilder<Long> source =
                source().setBoundedMode(ScanBoundedMode.UNBOUNDED)
                        .setPollInterval(Duration.ofMillis(20))
                        .setDelay(Duration.ZERO)
                        .setLateness(Duration.ofSeconds(4));

        try (CloseableIterator<Long> records = collect(source, 1)) {
            assertThat(take(records, 3)).containsExactlyInAnyOrder(0L, 1L, 2L);
            long later = EpochNanos.of(Instant.now());
            lines().write("t v=3i " + later);
            assertThat(take(records, 1)).containsExactly(3L);
            // The time has been looked at already.
            lines().write("t v=4i " + (later - 1));
            assertThat(take(records, 1)).containsExactly(4L);
            lines().write("t v=5i " + EpochNanos.of(Instant.now()));
            assertThat(take(records, 1)).containsExactly(5L);
        }
    }

    @Test
    void waitsForATableThatIsNotThereYet() throws Exception {
        lines().write("other v=0i 1");
        InfluxDb3SourceBuilder<Long> source =
                source().setBoundedMode(ScanBoundedMode.UNBOUNDED)
                        .setTableDiscoveryInterval(Duration.ofMillis(50))
                        .setPollInterval(Duration.ofMillis(20))
                        .setDelay(Duration.ZERO);

        try (CloseableIterator<Long> records = collect(source, 2)) {
            lines().write("t v=1i " + EpochNanos.of(Instant.now()));
            assertThat(take(records, 1)).containsExactly(1L);
        }
    }

    private static List<Long> take(CloseableIterator<Long> records, int count) {
        List<Long> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(records.next());
        }
        return taken;
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private static InfluxLines lines() {
        return SERVER.lines();
    }

    private static InfluxDb3ConnectionOptions connection() {
        return SERVER.connection().setRequestTimeout(Duration.ofSeconds(2)).build();
    }

    private static InfluxDb3SourceBuilder<Long> source() {
        return InfluxDb3Source.builder(row -> row.isNullAt(0) ? -1 : row.getLong(0), Types.LONG)
                .setConnection(connection())
                .setTables("t")
                .setRetry(
                        RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(20), Duration.ZERO))
                .setRowType(DataTypes.ROW(DataTypes.FIELD("v", DataTypes.BIGINT())));
    }

    private static List<Long> read(InfluxDb3SourceBuilder<Long> source) throws Exception {
        List<Long> all = new ArrayList<>();
        try (CloseableIterator<Long> records = collect(source, 2)) {
            records.forEachRemaining(all::add);
        }
        return all;
    }

    private static CloseableIterator<Long> collect(
            InfluxDb3SourceBuilder<Long> source, int parallelism) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(50);
        return environment
                .fromSource(source.build(), WatermarkStrategy.noWatermarks(), "influxdb3")
                .executeAndCollect();
    }
}
