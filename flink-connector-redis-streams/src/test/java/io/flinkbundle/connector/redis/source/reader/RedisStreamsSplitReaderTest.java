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
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.ReadFrom;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsRemoval;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsSplitReaderTest {

    private final FakeRedis redis = new FakeRedis();
    private MetricListener metrics = new MetricListener();
    private final AtomicLong clock = new AtomicLong();
    private final RedisStreamsSplitReader reader = reader(10);

    @Test
    void readsWhatComesAfterThePosition() throws IOException {
        redis.add("a", "1-0").add("a", "2-0").add("a", "2-1");
        add(unbounded("a", new StreamId(1, 0)));

        assertThat(fetch()).containsExactly("a 2-0", "a 2-1");
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        redis.add("a", "1-0");
        add(unbounded("a", StreamId.ZERO));
        fetch();

        redis.add("a", "2-0");

        assertThat(fetch()).containsExactly("a 2-0");
    }

    @Test
    void readsAllStreamsInOneCallAndBeginsWithAnotherOneEachTime() throws IOException {
        redis.add("a", "1-0").add("b", "1-0").add("c", "1-0");
        add(
                unbounded("a", StreamId.ZERO),
                unbounded("b", StreamId.ZERO),
                unbounded("c", StreamId.ZERO));

        assertThat(fetch()).containsExactlyInAnyOrder("a 1-0", "b 1-0", "c 1-0");
        fetch();
        fetch();

        assertThat(redis.reads).extracting(List::size).containsOnly(3);
        assertThat(redis.reads).extracting(read -> read.get(0)).containsOnlyOnce("a", "b", "c");
    }

    @Test
    void endsWithTheStop() throws IOException {
        redis.add("a", "1-0").add("a", "2-0").add("a", "3-0");
        add(bounded("a", "2-0"));

        RecordsWithSplitIds<StreamEntry> records = reader.fetch();

        assertThat(entries(records)).containsExactly("a 1-0", "a 2-0");
        assertThat(records.finishedSplits()).containsExactly("a");
    }

    @Test
    void endsWhenTheEntriesUpToTheStopAreGone() throws IOException {
        redis.add("a", "1-0").add("a", "2-0").add("a", "3-0");
        redis.trim("a", "2-0");
        redis.trim("a", "3-0");
        add(bounded("a", "3-0"));

        assertThat(fetch()).containsExactly("a 1-0");
        assertThat(reader.fetch().finishedSplits()).isEmpty();
        assertThat(reader.fetch().finishedSplits()).containsExactly("a");
    }

    @Test
    void doesNotMissAnEntryThatComesWhileItAsksForTheEnd() throws IOException {
        redis.add("a", "1-0");
        add(bounded("a", "5-0"));
        fetch();
        redis.serverTimeMillis = 6;
        reader.fetch();

        redis.add("a", "4-0");

        assertThat(fetch()).containsExactly("a 4-0");
        assertThat(reader.fetch().finishedSplits()).containsExactly("a");
    }

    @Test
    void readsAStreamThatIsCreatedBeforeTheTimeOfTheStop() throws IOException {
        redis.serverTimeMillis = 1;
        add(
                new RedisStreamsSplit(
                        "a",
                        StreamId.ZERO,
                        Optional.of(StreamId.justBefore(5)),
                        OptionalLong.empty()));
        fetch();
        fetch();

        redis.add("a", "4-0");

        assertThat(fetch()).containsExactly("a 4-0");
    }

    @Test
    void finishesASplitThatIsRestoredAtItsStop() throws IOException {
        add(
                new RedisStreamsSplit(
                        "a",
                        new StreamId(2, 0),
                        Optional.of(new StreamId(2, 0)),
                        OptionalLong.empty()));

        assertThat(reader.fetch().finishedSplits()).containsExactly("a");
        assertThat(redis.reads).isEmpty();
    }

    @Test
    void leavesPausedStreamsOut() throws IOException {
        redis.add("a", "1-0").add("b", "1-0");
        RedisStreamsSplit a = unbounded("a", StreamId.ZERO);
        add(a, unbounded("b", StreamId.ZERO));

        reader.pauseOrResumeSplits(List.of(a), List.of());
        assertThat(fetch()).containsExactly("b 1-0");

        reader.pauseOrResumeSplits(List.of(), List.of(a));
        assertThat(fetch()).containsExactly("a 1-0");
    }

    @Test
    void restsWhileAllStreamsArePausedUntilItIsWokenUp() throws IOException {
        RedisStreamsSplit a = unbounded("a", StreamId.ZERO);
        RedisStreamsSplitReader patient = reader(Duration.ofMinutes(1), 10);
        patient.handleSplitsChanges(new SplitsAddition<>(List.of(a)));
        patient.pauseOrResumeSplits(List.of(a), List.of());

        patient.wakeUp();

        assertThat(entries(patient.fetch())).isEmpty();
        assertThat(redis.reads).isEmpty();
    }

    @Test
    void waitsForAServerThatIsAwayAndGoesOnWhereItWas() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        add(unbounded("a", new StreamId(1, 0)));
        redis.failNextRead(RedisFailures.unavailable());
        redis.failNextRead(RedisFailures.unavailable());

        assertThat(fetch()).isEmpty();
        assertThat(gauge("blockedSince")).isPositive();
        assertThat(fetch()).isEmpty();
        assertThat(fetch()).containsExactly("a 2-0");

        assertThat(gauge("blockedSince")).isZero();
        assertThat(redis.opened).isEqualTo(3);
        assertThat(metrics.getCounter("retries").orElseThrow().getCount()).isEqualTo(2);
    }

    @Test
    void handsOnWhatItReadBeforeTheServerWentAway() throws IOException {
        redis.add("a", "1-0").add("b", "1-0");
        redis.trim("b", "1-0");
        add(unbounded("a", StreamId.ZERO), bounded("b", "1-0"));
        // The probe of the backlog passes, the question for the end of "b" after the read fails.
        redis.failDescribeAfter(1, RedisFailures.unavailable());

        assertThat(fetch()).containsExactly("a 1-0");
        assertThat(fetch()).isEmpty();
    }

    @Test
    void failsWhereAnotherAttemptWouldFailToo() {
        add(unbounded("a", StreamId.ZERO));
        redis.failNextRead(RedisFailures.refused("WRONGTYPE"));

        assertThatThrownBy(reader::fetch).hasMessageContaining("WRONGTYPE");
    }

    @Test
    void reportsTheBacklogFromTheFirstReadOn() throws IOException {
        for (int i = 1; i <= 25; i++) {
            redis.add("a", i + "-0");
        }
        add(new RedisStreamsSplit("a", StreamId.ZERO, Optional.empty(), OptionalLong.of(0)));

        reader.fetch();

        assertThat(gauge("pendingRecords")).isEqualTo(15);
    }

    @Test
    void reportsNoBacklogWhenAllSplitsAreDone() throws IOException {
        for (int i = 1; i <= 25; i++) {
            redis.add("a", i + "-0");
        }
        add(bounded("a", "5-0"));

        reader.fetch();

        assertThat(gauge("pendingRecords")).isZero();
    }

    @Test
    void reportsTheBacklogOfPausedStreams() throws IOException {
        RedisStreamsSplit a =
                new RedisStreamsSplit("a", StreamId.ZERO, Optional.empty(), OptionalLong.of(0));
        redis.add("a", "1-0").add("a", "2-0");
        add(a);
        reader.pauseOrResumeSplits(List.of(a), List.of());

        reader.fetch();

        assertThat(gauge("pendingRecords")).isEqualTo(2);
    }

    @Test
    void readsASplitThatComesBackAfterItWasPaused() throws IOException {
        RedisStreamsSplit a = unbounded("a", StreamId.ZERO);
        redis.add("a", "1-0");
        add(a);
        reader.pauseOrResumeSplits(List.of(a), List.of());
        reader.handleSplitsChanges(new SplitsRemoval<>(List.of(a)));

        add(a);

        assertThat(fetch()).containsExactly("a 1-0");
    }

    @Test
    void failsAtAStreamThatWasMadeAnew() {
        redis.add("a", "2-0");
        add(new RedisStreamsSplit("a", new StreamId(9, 0), Optional.empty(), OptionalLong.of(40)));

        assertThatThrownBy(reader::fetch)
                .hasMessageContaining("Stream 'a' was read up to 9-0")
                .hasMessageContaining("2-0");
    }

    @Test
    void failsWhenTrimmingHasOvertakenIt() throws IOException {
        redis.add("a", "1-0");
        add(unbounded("a", StreamId.ZERO));
        fetch();
        redis.add("a", "2-0").add("a", "3-0").add("a", "4-0");
        redis.trim("a", "1-0");
        redis.trim("a", "2-0");
        reader.handleSplitsChanges(new SplitsAddition<>(List.of()));

        assertThatThrownBy(reader::fetch)
                .hasMessageContaining("Stream 'a' was read up to 1-0")
                .hasMessageContaining("1 entries")
                .hasMessageContaining("'scan.on-data-loss' to 'log'");
    }

    @Test
    void countsWhatIsLostAndReadsOnWhenToldTo() throws IOException {
        redis.add("a", "1-0").add("a", "2-0").add("a", "3-0");
        redis.trim("a", "1-0");
        redis.trim("a", "2-0");
        RedisStreamsSplitReader tolerant = reader(Duration.ZERO, DataLossPolicy.LOG);
        add(
                tolerant,
                new RedisStreamsSplit(
                        "a", new StreamId(0, 5), Optional.empty(), OptionalLong.of(0)));

        assertThat(entries(tolerant.fetch())).containsExactly("a 3-0");
        assertThat(counter("lostRecords")).isEqualTo(2);
        assertThat(counter("dataLosses")).isEqualTo(1);
    }

    @Test
    void looksForLossesAfterABreakOfTheConnection() throws IOException {
        redis.add("a", "1-0");
        add(unbounded("a", StreamId.ZERO));
        fetch();
        redis.failNextRead(RedisFailures.unavailable());
        fetch();

        redis.removeStream("a");

        assertThatThrownBy(reader::fetch).hasMessageContaining("There is no such stream now");
    }

    @Test
    void looksForLossesNowAndThenWhileItReads() throws IOException {
        redis.add("a", "1-0").add("a", "2-0");
        add(unbounded("a", StreamId.ZERO));
        fetch();
        redis.add("a", "3-0").add("a", "4-0");
        redis.trim("a", "3-0");
        assertThat(fetch()).containsExactly("a 4-0");

        clock.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThatThrownBy(reader::fetch).hasMessageContaining("1 entries");
    }

    @Test
    void looksForALossBeforeItEnds() {
        redis.add("a", "1-0").add("a", "2-0").add("a", "3-0");
        redis.trim("a", "2-0");
        add(
                new RedisStreamsSplit(
                        "a", StreamId.ZERO, Optional.of(new StreamId(3, 0)), OptionalLong.of(0)));

        assertThatThrownBy(reader::fetch).hasMessageContaining("1 entries");
    }

    @Test
    void readsAStreamThatWasMadeAnewFromItsBeginningWhenToldTo() throws IOException {
        RedisStreamsSplitReader tolerant = reader(Duration.ZERO, DataLossPolicy.LOG);
        redis.add("a", "5-0").add("a", "6-0");
        add(tolerant, unbounded("a", StreamId.ZERO));
        tolerant.fetch();
        redis.removeStream("a");
        clock.addAndGet(Duration.ofSeconds(6).toNanos());
        tolerant.fetch();

        redis.add("a", "1-0");

        assertThat(entries(tolerant.fetch())).containsExactly("a 1-0");
        assertThat(counter("dataLosses")).isEqualTo(1);
    }

    @Test
    void waitsForAReplicaThatIsBehind() throws IOException {
        redis.add("a", "1-0");
        RedisStreamsSplitReader ofReplica =
                reader(
                        new ReaderConfig(
                                10,
                                Duration.ofMillis(1),
                                0,
                                BadRecordHandling.fail(),
                                Duration.ZERO,
                                DataLossPolicy.FAIL,
                                ReadFrom.REPLICA,
                                AfterCheckpoint.NOTHING));
        add(
                ofReplica,
                new RedisStreamsSplit(
                        "a", new StreamId(2, 0), Optional.empty(), OptionalLong.of(2)));
        assertThat(entries(ofReplica.fetch())).isEmpty();

        redis.add("a", "2-0").add("a", "3-0");

        assertThat(entries(ofReplica.fetch())).containsExactly("a 3-0");
    }

    @Test
    void endsWhenNothingHasComeForTheIdleTimeout() throws IOException {
        RedisStreamsSplitReader idle = reader(Duration.ofSeconds(10), DataLossPolicy.FAIL);
        redis.add("a", "1-0");
        add(idle, unbounded("a", StreamId.ZERO), unbounded("b", StreamId.ZERO));
        clock.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(idle.fetch().finishedSplits()).isEmpty();
        clock.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(idle.fetch().finishedSplits()).isEmpty();

        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(idle.fetch().finishedSplits()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void doesNotTakeAServerThatIsAwayForIdle() throws IOException {
        RedisStreamsSplitReader idle = reader(Duration.ofSeconds(10), DataLossPolicy.FAIL);
        add(idle, unbounded("a", StreamId.ZERO));
        clock.addAndGet(Duration.ofSeconds(20).toNanos());
        redis.failNextRead(RedisFailures.unavailable());
        idle.fetch();

        assertThat(idle.fetch().finishedSplits()).isEmpty();
    }

    @Test
    void waitsForAStartThatLiesAhead() throws IOException {
        redis.add("a", "2-0");
        add(new RedisStreamsSplit("a", new StreamId(9, 0), Optional.empty(), OptionalLong.of(1)));

        assertThat(fetch()).isEmpty();
    }

    @Test
    void keepsBatchesBelowTheRateLimit() throws IOException {
        for (int i = 1; i <= 25; i++) {
            redis.add("a", i + "-0");
        }
        RedisStreamsSplitReader limited = reader(Duration.ofMillis(1), 3);
        limited.handleSplitsChanges(new SplitsAddition<>(List.of(unbounded("a", StreamId.ZERO))));

        assertThat(entries(limited.fetch())).hasSize(3);
    }

    private RedisStreamsSplitReader reader(int batchSize) {
        return reader(ReaderConfig.of(batchSize, Duration.ofMillis(1)));
    }

    private RedisStreamsSplitReader reader(Duration blockTimeout, double maxRecordsPerSecond) {
        return reader(
                new ReaderConfig(
                        10,
                        blockTimeout,
                        maxRecordsPerSecond,
                        BadRecordHandling.fail(),
                        Duration.ZERO,
                        DataLossPolicy.FAIL,
                        ReadFrom.MASTER,
                        AfterCheckpoint.NOTHING));
    }

    private RedisStreamsSplitReader reader(Duration idleTimeout, DataLossPolicy onDataLoss) {
        return reader(
                new ReaderConfig(
                        10,
                        Duration.ofMillis(1),
                        0,
                        BadRecordHandling.fail(),
                        idleTimeout,
                        onDataLoss,
                        ReadFrom.MASTER,
                        AfterCheckpoint.NOTHING));
    }

    /** The metrics are those of the reader that was made last. */
    private RedisStreamsSplitReader reader(ReaderConfig config) {
        metrics = new MetricListener();
        return new RedisStreamsSplitReader(
                redis,
                config,
                RetryPolicy.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ZERO),
                clock::get,
                new ReaderMetrics(InternalSourceReaderMetricGroup.mock(metrics.getMetricGroup())));
    }

    private static void add(RedisStreamsSplitReader reader, RedisStreamsSplit... splits) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    }

    private void add(RedisStreamsSplit... splits) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    }

    private static RedisStreamsSplit unbounded(String stream, StreamId after) {
        return new RedisStreamsSplit(stream, after, Optional.empty(), OptionalLong.empty());
    }

    private static RedisStreamsSplit bounded(String stream, String stop) {
        return new RedisStreamsSplit(
                stream, StreamId.ZERO, Optional.of(StreamId.parse(stop)), OptionalLong.empty());
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

    private long counter(String name) {
        return metrics.getCounter(name).orElseThrow().getCount();
    }

    private long gauge(String name) {
        Gauge<Long> gauge = metrics.<Long>getGauge(name).orElseThrow();
        return gauge.getValue();
    }
}
