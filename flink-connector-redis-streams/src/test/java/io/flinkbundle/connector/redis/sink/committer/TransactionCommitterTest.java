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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;
import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.AppendTarget;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.TooFewReplicasException;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;
import io.flinkbundle.connector.redis.testing.FakeRedis;
import io.flinkbundle.connector.redis.testing.FakeTransactions.Outcome;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransactionCommitterTest {

    private static final UUID RUN = new UUID(3, 4);
    private static final RetryPolicy FAST =
            RetryPolicy.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofSeconds(30));

    @TempDir private Path folder;

    private final FakeRedis redis = new FakeRedis();
    private final Counter rejected = new SimpleCounter();
    private ReplicaWait replicas = ReplicaWait.NONE;

    @Test
    void appendsEachChunkInATransactionOfItsOwn() throws Exception {
        commit(staged(1, "a", "b", "c"));

        assertThat(redis.transactions.executed).containsExactly(xadd("a", "b"), xadd("c"));
        assertThat(redis.transactions.markers).containsValue("1:1").hasSize(1);
    }

    @Test
    void skipsACommitThatIsPlayedAgain() throws Exception {
        StagedEntries staged = staged(1, "a", "b", "c");
        commit(staged);

        Request again = commit(staged);

        assertThat(again.alreadyCommitted).isTrue();
        assertThat(redis.transactions.executed).hasSize(2);
    }

    @Test
    void waitsForReplicasAndTriesAgainWithoutAppendingTwice() throws Exception {
        replicas = new ReplicaWait(1, Duration.ofSeconds(1));
        redis.transactions.replicaFailures.add(new TooFewReplicasException("only 0 of 1"));
        redis.transactions.replicaFailures.add(RedisFailures.unavailable());

        commit(staged(1, "a"));

        assertThat(redis.transactions.replicaWaits).isEqualTo(3);
        assertThat(redis.transactions.executed).hasSize(1);
    }

    @Test
    void waitsForReplicasOfACommitThatIsPlayedAgain() throws Exception {
        replicas = new ReplicaWait(1, Duration.ofSeconds(1));
        StagedEntries staged = staged(1, "a");
        commit(staged);

        commit(staged);

        assertThat(redis.transactions.replicaWaits).isEqualTo(2);
    }

    @Test
    void goesOnBehindTheLastChunkThatIsThere() throws Exception {
        StagedEntries staged = staged(1, "a", "b", "c");
        redis.transactions.markers.put(MarkerKey.of("sink", staged), "1:0");

        commit(staged);

        assertThat(redis.transactions.executed).containsExactly(xadd("c"));
    }

    @Test
    void appendsWhatAnotherRunHasUnderTheSameNumber() throws Exception {
        commit(staged(1, "a"));

        commit(new StagedEntries(new UUID(5, 6), 1, "s", false, one(), inline("b")));

        assertThat(redis.transactions.executed).containsExactly(xadd("a"), xadd("b"));
    }

    @Test
    void doesNotRepeatATransactionWhoseAnswerWasLost() throws Exception {
        redis.transactions.next(Outcome.LOST_AFTER);

        commit(staged(1, "a", "b", "c"));

        assertThat(redis.transactions.executed).containsExactly(xadd("a", "b"), xadd("c"));
        assertThat(redis.opened).isEqualTo(2);
    }

    @Test
    void repeatsATransactionThatWasNotExecuted() throws Exception {
        redis.transactions.next(Outcome.LOST_BEFORE, Outcome.CONFLICT);

        commit(staged(1, "a"));

        assertThat(redis.transactions.executed).containsExactly(xadd("a"));
    }

    @Test
    void givesUpWhenTheServerStaysAway() {
        redis.transactions.next(Outcome.LOST_BEFORE, Outcome.LOST_BEFORE);
        RetryPolicy once =
                RetryPolicy.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofNanos(1));

        assertThatThrownBy(
                        () ->
                                committer(BadRecordHandling.fail(), once, true)
                                        .commit(List.of(new Request(staged(1, "a")))))
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("stream 's'");
    }

    @Test
    void commitsThePartsOfARunInTheirOrder() throws Exception {
        committer(BadRecordHandling.fail(), FAST, true)
                .commit(List.of(new Request(staged(2, "b")), new Request(staged(1, "a"))));

        assertThat(redis.transactions.executed).containsExactly(xadd("a"), xadd("b"));
    }

    @Test
    void failsAtAKeyThatIsNoStream() {
        redis.transactions.types.put("s", "list");

        assertThatThrownBy(() -> commit(staged(1, "a")))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("key 's' at Redis server fake:6379 is a list, not a stream");
    }

    @Test
    void leavesOutEntriesOfAMissingStream() throws Exception {
        redis.transactions.types.put("s", "none");

        committer(BadRecordHandling.skip(), FAST, false)
                .commit(List.of(new Request(staged(1, "a", "b", "c"))));

        assertThat(rejected.getCount()).isEqualTo(3);
        assertThat(redis.transactions.executed).isEmpty();
    }

    @Test
    void doesNotAppendWhatItHasRejectedWhenTheStreamIsThereInAReplay() throws Exception {
        StagedEntries staged = staged(1, "a", "b", "c");
        redis.transactions.types.put("s", "none");
        TransactionCommitter committer = committer(BadRecordHandling.skip(), FAST, false);
        committer.commit(List.of(new Request(staged)));
        redis.transactions.types.put("s", "stream");

        committer.commit(List.of(new Request(staged)));

        assertThat(redis.transactions.executed).isEmpty();
        assertThat(rejected.getCount()).isEqualTo(3);
    }

    @Test
    void rejectsWhatTheServerRefusesForItsId() throws Exception {
        redis.transactions.refused.add(1);
        StagedEntries staged = withIds("1-0", "0-1", "2-0");

        committer(BadRecordHandling.skip(), FAST, true).commit(List.of(new Request(staged)));

        assertThat(redis.transactions.executed)
                .containsExactly(List.of("XADD s 1-0 value x", "XADD s 2-0 value x"));
        assertThat(rejected.getCount()).isEqualTo(1);
        assertThat(redis.transactions.markers).containsValue("1:0");
    }

    @Test
    void writesADeadLetterForARefusedIdBeforeTheMarkerForgetsIt() throws Exception {
        redis.transactions.refused.add(0);
        redis.transactions.markerOutcomes.add(Outcome.LOST_BEFORE);
        RetryPolicy once =
                RetryPolicy.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofNanos(1));
        BadRecordHandling deadLetters = BadRecordHandling.deadLetter(folder.toUri().toString());

        assertThatThrownBy(
                        () ->
                                committer(deadLetters, once, true)
                                        .commit(List.of(new Request(withIds("0-1", "1-0")))))
                .isInstanceOf(RetriesExhaustedException.class);

        assertThat(redis.transactions.markers).containsValue("1:0!0");
        assertThat(folder).isDirectoryContaining("glob:**.jsonl");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.findFirst().orElseThrow())
                    .content()
                    .contains("XADD s 0-1 value x", "refused the id of the entry");
        }
    }

    @Test
    void failsAgainInEachReplayWhereARefusedIdIsAFailure() {
        redis.transactions.refused.add(1);
        StagedEntries staged = withIds("1-0", "0-1");
        assertThatThrownBy(() -> commit(staged)).isInstanceOf(BadRecordException.class);

        assertThatThrownBy(() -> commit(staged))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("stream 's' at Redis server fake:6379 refused the id");
        assertThat(redis.transactions.executed).hasSize(1);
    }

    @Test
    void countsARefusedIdWhoseAnswerWasLostOnce() throws Exception {
        redis.transactions.refused.add(1);
        redis.transactions.next(Outcome.LOST_AFTER);
        redis.transactions.markerOutcomes.add(Outcome.LOST_AFTER);
        redis.transactions.markerOutcomes.add(Outcome.CONFLICT);
        StagedEntries staged = withIds("1-0", "0-1");
        TransactionCommitter committer = committer(BadRecordHandling.skip(), FAST, true);

        committer.commit(List.of(new Request(staged)));
        committer.commit(List.of(new Request(staged)));

        assertThat(redis.transactions.executed).hasSize(1);
        assertThat(rejected.getCount()).isEqualTo(1);
    }

    @Test
    void removesAFileThatIsCommitted() throws Exception {
        Path file = Files.write(folder.resolve("part"), commands("a"));

        commit(spilled(file));

        assertThat(redis.transactions.executed).containsExactly(xadd("a"));
        assertThat(file).doesNotExist();
    }

    @Test
    void needsNoFileForWhatIsThereAlready() throws Exception {
        Path file = Files.write(folder.resolve("part"), commands("a"));
        StagedEntries staged = spilled(file);
        commit(staged);

        assertThat(commit(staged).alreadyCommitted).isTrue();
    }

    @Test
    void failsWhenAFileIsMissing() {
        assertThatThrownBy(() -> commit(spilled(folder.resolve("gone"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Staged entries are missing")
                .hasMessageContaining("gone")
                .hasMessageContaining("'sink.staging.path'");
    }

    @Test
    void failsWhenAFileIsCutOff() throws IOException {
        Path file = Files.write(folder.resolve("part"), new byte[] {'*'});

        assertThatThrownBy(() -> commit(spilled(file)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
        assertThat(file).exists();
    }

    private Request commit(StagedEntries staged) throws Exception {
        Request request = new Request(staged);
        committer(BadRecordHandling.fail(), FAST, true).commit(List.of(request));
        return request;
    }

    private TransactionCommitter committer(
            BadRecordHandling handling, RetryPolicy retry, boolean createStream) {
        return new TransactionCommitter(
                redis,
                "sink",
                Duration.ofDays(1),
                createStream,
                replicas,
                retry,
                BadRecords.open(handling, "redis-streams", 0, rejected),
                new TargetWaitMetrics(new UnregisteredMetricsGroup()));
    }

    /** Entries in chunks of two. */
    private static StagedEntries staged(long part, String... values) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < values.length; from += 2) {
            int to = Math.min(from + 2, values.length);
            String[] chunk = List.of(values).subList(from, to).toArray(String[]::new);
            chunks.add(new Chunk(chunk.length, commands(chunk).length));
        }
        return new StagedEntries(RUN, part, "s", false, chunks, inline(values));
    }

    /** Entries in one chunk. */
    private static StagedEntries withIds(String... ids) {
        AppendTarget target = new AppendTarget("s", AppendOptions.DEFAULT);
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        for (String id : ids) {
            commands.writeBytes(
                    target.append(id, List.of("value".getBytes(UTF_8), "x".getBytes(UTF_8)))
                            .frame());
        }
        return new StagedEntries(
                RUN,
                1,
                "s",
                true,
                List.of(new Chunk(ids.length, commands.size())),
                new EntriesPayload.Inline(commands.toByteArray()));
    }

    private static StagedEntries spilled(Path file) {
        return new StagedEntries(
                RUN, 1, "s", false, one(), new EntriesPayload.Spilled(file.toUri().toString()));
    }

    private static List<Chunk> one() {
        return List.of(new Chunk(1, commands("a").length));
    }

    private static EntriesPayload.Inline inline(String... values) {
        return new EntriesPayload.Inline(commands(values));
    }

    private static byte[] commands(String... values) {
        AppendTarget target = new AppendTarget("s", AppendOptions.DEFAULT);
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        for (String value : values) {
            commands.writeBytes(
                    target.append(List.of("value".getBytes(UTF_8), value.getBytes(UTF_8))).frame());
        }
        return commands.toByteArray();
    }

    private static List<String> xadd(String... values) {
        return List.of(values).stream().map(value -> "XADD s * value " + value).toList();
    }

    private static final class Request implements CommitRequest<StagedEntries> {
        private final StagedEntries staged;
        private boolean alreadyCommitted;

        private Request(StagedEntries staged) {
            this.staged = staged;
        }

        @Override
        public StagedEntries getCommittable() {
            return staged;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            throw new AssertionError("This would drop entries.", cause);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            throw new AssertionError("A failure has to be thrown.", cause);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("Flink would try again at once.");
        }

        @Override
        public void updateAndRetryLater(StagedEntries updated) {
            throw new AssertionError("Flink would try again at once.");
        }

        @Override
        public void signalAlreadyCommitted() {
            alreadyCommitted = true;
        }
    }
}
