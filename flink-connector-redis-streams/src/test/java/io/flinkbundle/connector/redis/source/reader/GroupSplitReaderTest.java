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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.ReadFrom;
import io.flinkbundle.connector.redis.source.split.GroupSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.testutils.CommonTestUtils;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupSplitReaderTest {

    private static final RetryPolicy AT_ONCE =
            RetryPolicy.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ZERO);

    private final FakeRedis redis = new FakeRedis();
    private final MetricListener metrics = new MetricListener();
    private final AtomicLong clock = new AtomicLong();
    private final WakeUpSignal wakeUpSignal = new WakeUpSignal();
    private final Acknowledger acknowledger =
            new Acknowledger(
                    () -> redis.openGroup("g", "flink-0", Duration.ZERO),
                    AT_ONCE,
                    wakeUpSignal::signal);
    private final GroupSplitReader reader = reader(Duration.ZERO, 5);

    @AfterEach
    void close() {
        acknowledger.close();
    }

    @Test
    void readsWhatNobodyHasHad() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "flink-1");
        addShare("a");

        assertThat(fetch()).containsExactly("a#0 2-0");
        assertThat(redis.groups.pending("a")).containsEntry("2-0", "flink-0");
    }

    @Test
    void readsAgainWhatItHadBeforeAnythingElse() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "flink-0");
        addShare("a");

        assertThat(fetch()).containsExactly("a#0 1-0");
        assertThat(fetch()).containsExactly("a#0 2-0");
    }

    @Test
    void acknowledgesWhatItsCheckpointHasEmittedBeforeItReads() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "flink-0");
        redis.groups.deliver("a", "2-0", "flink-0");
        reader.handleSplitsChanges(
                new SplitsAddition<>(
                        List.of(
                                new GroupSplit("a", 7, EntryIds.of(new StreamId(1, 0)), true),
                                new GroupSplit("a", 8, new EntryIds(), false))));

        RecordsWithSplitIds<StreamEntry> records = reader.fetch();

        assertThat(records.finishedSplits()).containsExactly("a#7");
        assertThat(entries(records)).containsExactly("a#8 2-0");
    }

    @Test
    void takesOverWhatAMemberThatIsGoneHasLeft() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "flink-9");
        redis.groups.deliver("a", "2-0", "flink-1");
        addShare("a");

        assertThat(fetch()).containsExactly("a#0 1-0");
        assertThat(redis.groups.pending("a"))
                .containsEntry("1-0", "flink-0")
                .containsEntry("2-0", "flink-1");
    }

    @Test
    void readsNoMoreWhileTooMuchIsUnacknowledged() throws Exception {
        redis.groups.deliver("a", "0-1", "flink-1");
        for (int i = 1; i <= 6; i++) {
            redis.add("a", i + "-0");
        }
        addShare("a");
        assertThat(fetch()).hasSize(6);
        redis.add("a", "7-0");
        assertThat(fetch()).isEmpty();

        acknowledger.acknowledge("a", EntryIds.of(new StreamId(1, 0), new StreamId(2, 0)));
        CommonTestUtils.waitUntilCondition(() -> acknowledger.outstanding() == 4);

        assertThat(fetch()).containsExactly("a#0 7-0");
    }

    @Test
    void givesUpPendingEntriesThatAreGone() throws Exception {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "flink-0");
        redis.groups.deliver("a", "2-0", "flink-0");
        redis.trim("a", "1-0");
        addShare("a");

        assertThat(fetch()).containsExactly("a#0 2-0");
        CommonTestUtils.waitUntilCondition(() -> !redis.groups.pending("a").containsKey("1-0"));
        assertThat(metrics.getCounter("lostRecords").orElseThrow().getCount()).isEqualTo(1);
    }

    @Test
    void makesAGroupThatIsGoneAnewWhereItWas() throws IOException {
        redis.add("a", "1-0");
        redis.groups.deliver("a", "0-1", "flink-1");
        addShare("a");
        assertThat(fetch()).containsExactly("a#0 1-0");
        redis.groups.destroy();
        redis.add("a", "2-0");
        assertThat(fetch()).isEmpty();

        assertThat(fetch()).containsExactly("a#0 2-0");
    }

    @Test
    void waitsForAServerThatIsAway() throws IOException {
        redis.add("a", "1-0");
        redis.groups.deliver("a", "0-1", "flink-1");
        addShare("a");
        redis.groups.failNextCall(RedisFailures.unavailable());

        assertThat(fetch()).isEmpty();
        assertThat(fetch()).containsExactly("a#0 1-0");
    }

    @Test
    void readsAgainWhatALostReplyHasDelivered() throws IOException {
        redis.add("a", "1-0");
        redis.groups.deliver("a", "0-1", "flink-1");
        addShare("a");
        assertThat(fetch()).containsExactly("a#0 1-0");
        redis.add("a", "2-0");
        redis.groups.loseNextReply(RedisFailures.unavailable());
        assertThat(fetch()).isEmpty();
        redis.add("a", "3-0");

        assertThat(fetch()).containsExactly("a#0 2-0");
        assertThat(fetch()).containsExactly("a#0 3-0");
    }

    @Test
    void takesOverAgainWhenTheReplyToAClaimWasLost() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        redis.groups.deliver("a", "1-0", "gone");
        redis.groups.deliver("a", "2-0", "flink-1");
        addShare("a");
        redis.groups.loseNextClaim(RedisFailures.unavailable());
        assertThat(fetch()).isEmpty();

        assertThat(fetch()).containsExactly("a#0 1-0");
    }

    @Test
    void failsWhereAnotherAttemptWouldFailToo() {
        redis.groups.deliver("a", "0-1", "flink-1");
        addShare("a");
        redis.groups.failNextCall(RedisFailures.refused("NOPERM"));

        assertThatThrownBy(reader::fetch).hasMessageContaining("NOPERM");
    }

    @Test
    void endsWhenNothingHasComeForTheIdleTimeout() throws IOException {
        redis.groups.deliver("a", "0-1", "flink-1");
        GroupSplitReader idle = reader(Duration.ofSeconds(10), 5);
        idle.handleSplitsChanges(
                new SplitsAddition<>(List.of(new GroupSplit("a", 0, new EntryIds(), false))));
        assertThat(idle.fetch().finishedSplits()).isEmpty();

        clock.addAndGet(Duration.ofSeconds(10).toNanos());

        assertThat(idle.fetch().finishedSplits()).containsExactly("a#0");
    }

    private GroupSplitReader reader(Duration idleTimeout, int maxPending) {
        GroupConfig group = new GroupConfig("g", "flink", Duration.ofMinutes(1), maxPending);
        ReaderMetrics readerMetrics =
                new ReaderMetrics(InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup()));
        return new GroupSplitReader(
                group,
                group.members(2),
                new ReaderConfig(
                        10,
                        Duration.ofMillis(1),
                        0,
                        BadRecordHandling.fail(),
                        idleTimeout,
                        DataLossPolicy.LOG,
                        ReadFrom.MASTER,
                        AfterCheckpoint.NOTHING),
                new ReaderLink<>(
                        redis.address(),
                        () -> redis.openGroup("g", "flink-0", Duration.ZERO),
                        AT_ONCE,
                        readerMetrics),
                acknowledger,
                wakeUpSignal,
                clock::get,
                readerMetrics);
    }

    private void addShare(String stream) {
        reader.handleSplitsChanges(
                new SplitsAddition<>(List.of(new GroupSplit(stream, 0, new EntryIds(), false))));
    }

    private List<String> fetch() throws IOException {
        return entries(reader.fetch());
    }

    private static List<String> entries(RecordsWithSplitIds<StreamEntry> records) {
        List<String> entries = new ArrayList<>();
        for (String split = records.nextSplit(); split != null; split = records.nextSplit()) {
            StreamEntry entry;
            while ((entry = records.nextRecordFromSplit()) != null) {
                entries.add(split + " " + entry.id());
            }
        }
        return entries;
    }
}
