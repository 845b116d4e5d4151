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

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitPlannerTest {

    private final FakeRedis redis = new FakeRedis();

    SplitPlannerTest() {
        redis.describeAs("orders", info(OptionalLong.of(25)));
    }

    @Test
    void latestBeginsAfterTheNewestEntry() throws IOException {
        assertThat(plan(StartupMode.latest(), BoundedMode.unbounded()))
                .containsExactly(
                        split(new StreamId(500, 3), Optional.empty(), OptionalLong.of(25)));
    }

    @Test
    void earliestBeginsWithWhateverIsTheOldestEntryThen() throws IOException {
        assertThat(plan(StartupMode.earliest(), BoundedMode.unbounded()))
                .containsExactly(split(StreamId.ZERO, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void timestampBeginsWithItsMillisecond() throws IOException {
        assertThat(plan(StartupMode.timestamp(Instant.ofEpochMilli(400)), BoundedMode.unbounded()))
                .containsExactly(
                        split(new StreamId(399, -1), Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void aTimeBeforeTheOldestEntryIsTheBeginning() throws IOException {
        assertThat(plan(StartupMode.timestamp(Instant.ofEpochMilli(100)), BoundedMode.unbounded()))
                .containsExactly(split(StreamId.ZERO, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void specificIdsAreTakenAsTheyAre() throws IOException {
        assertThat(
                        plan(
                                StartupMode.specificIds(Map.of("orders", new StreamId(407, 7))),
                                BoundedMode.unbounded()))
                .containsExactly(
                        split(new StreamId(407, 7), Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void latestEndsWithTheNewestEntry() throws IOException {
        assertThat(plan(StartupMode.earliest(), BoundedMode.latest()))
                .containsExactly(
                        split(
                                StreamId.ZERO,
                                Optional.of(new StreamId(500, 3)),
                                OptionalLong.empty()));
    }

    @Test
    void timestampEndsBeforeItsMillisecond() throws IOException {
        assertThat(plan(StartupMode.earliest(), BoundedMode.timestamp(Instant.ofEpochMilli(450))))
                .containsExactly(
                        split(
                                StreamId.ZERO,
                                Optional.of(new StreamId(449, -1)),
                                OptionalLong.empty()));
    }

    @Test
    void endsWithASpecificId() throws IOException {
        assertThat(
                        plan(
                                StartupMode.earliest(),
                                BoundedMode.specificIds(Map.of("orders", new StreamId(410, 0)))))
                .containsExactly(
                        split(
                                StreamId.ZERO,
                                Optional.of(new StreamId(410, 0)),
                                OptionalLong.empty()));
    }

    @Test
    void durationEndsSoMuchLaterThanTheClockOfTheServer() throws IOException {
        redis.serverTimeMillis = 1000;

        assertThat(plan(StartupMode.latest(), BoundedMode.duration(Duration.ofSeconds(2))))
                .containsExactly(
                        split(
                                new StreamId(500, 3),
                                Optional.of(StreamId.justBefore(3000)),
                                OptionalLong.of(25)));
    }

    @Test
    void idleEndsAtNoId() throws IOException {
        assertThat(plan(StartupMode.latest(), BoundedMode.idle(Duration.ofSeconds(2))))
                .containsExactly(
                        split(new StreamId(500, 3), Optional.empty(), OptionalLong.of(25)));
    }

    @Test
    void aNewStreamIsReadFromItsBeginningWhateverTheStart() throws IOException {
        assertThat(
                        new SplitPlanner(redis, StartupMode.latest(), BoundedMode.unbounded())
                                .planNew(List.of("orders")))
                .containsExactly(split(StreamId.ZERO, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void aStreamWithNothingToReadIsNoSplit() throws IOException {
        assertThat(plan(StartupMode.latest(), BoundedMode.latest())).isEmpty();
    }

    @Test
    void aMissingStreamBeginsWithItsFirstEntry() throws IOException {
        SplitPlanner planner =
                new SplitPlanner(redis, StartupMode.latest(), BoundedMode.unbounded());

        assertThat(planner.plan(List.of("missing")))
                .containsExactly(
                        new RedisStreamsSplit(
                                "missing", StreamId.ZERO, Optional.empty(), OptionalLong.of(0)));
    }

    @Test
    void aServerThatDoesNotCountLeavesTheNumberOpen() throws IOException {
        redis.describeAs("orders", info(OptionalLong.empty()));

        assertThat(plan(StartupMode.earliest(), BoundedMode.unbounded()))
                .containsExactly(split(StreamId.ZERO, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void aStreamWithoutAnIdIsAnError() {
        StartupMode startup = StartupMode.specificIds(Map.of("refunds", StreamId.ZERO));

        assertThatThrownBy(() -> plan(startup, BoundedMode.unbounded()))
                .hasMessageContaining("no start id for stream 'orders'");
    }

    private List<RedisStreamsSplit> plan(StartupMode startup, BoundedMode bounded)
            throws IOException {
        return new SplitPlanner(redis, startup, bounded).plan(List.of("orders"));
    }

    private static StreamInfo info(OptionalLong entriesAdded) {
        return new StreamInfo(true, 10, new StreamId(300, 0), new StreamId(500, 3), entriesAdded);
    }

    private static RedisStreamsSplit split(
            StreamId after, Optional<StreamId> stop, OptionalLong entriesBefore) {
        return new RedisStreamsSplit("orders", after, stop, entriesBefore);
    }
}
