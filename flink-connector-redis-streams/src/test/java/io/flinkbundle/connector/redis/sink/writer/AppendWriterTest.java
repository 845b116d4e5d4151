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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.AppendResult;
import io.flinkbundle.connector.redis.client.AppendTarget;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.TooFewReplicasException;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AppendWriterTest {

    private final FakeRedis redis = new FakeRedis();
    private final Counter rejected = new SimpleCounter();
    private final List<StreamAppend> batch = List.of(append("1"), append("2"), append("3"));

    @Test
    void sendsABatchInOneGo() throws IOException {
        writer(BadRecordHandling.fail()).write(batch);

        assertThat(redis.appended)
                .containsExactly(
                        List.of("XADD s * value 1", "XADD s * value 2", "XADD s * value 3"));
    }

    @Test
    void sendsAgainOnlyWhatWasNotAcknowledgedOverANewConnection() throws IOException {
        AppendWriter writer = writer(BadRecordHandling.fail());
        redis.answerNextAppend(
                sent ->
                        new AppendResult(
                                sent.subList(1, 3),
                                Optional.of(RedisFailures.unavailable()),
                                List.of()));

        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);
        writer.write(batch);

        assertThat(redis.appended.get(1)).containsExactly("XADD s * value 2", "XADD s * value 3");
        assertThat(redis.opened).isEqualTo(2);
    }

    @Test
    void beginsTheNextBatchAnew() throws IOException {
        AppendWriter writer = writer(BadRecordHandling.fail());
        redis.answerNextAppend(
                sent ->
                        new AppendResult(
                                sent, Optional.of(RedisFailures.unavailable()), List.of()));
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);
        writer.write(batch);

        writer.write(List.of(append("4")));

        assertThat(redis.appended.get(2)).containsExactly("XADD s * value 4");
    }

    @Test
    void failsAtARejection() throws IOException {
        AppendWriter writer = writer(BadRecordHandling.fail());
        rejectFirst();

        assertThatThrownBy(() -> writer.write(batch))
                .isNotInstanceOf(RetryableIOException.class)
                .hasMessageContaining("WRONGTYPE of stream 's'");
    }

    @Test
    void keepsTheGoodOnesBesideARejectedOne(@TempDir Path folder) throws IOException {
        AppendWriter writer = writer(BadRecordHandling.deadLetter(folder.toUri().toString()));
        rejectFirst();

        writer.write(batch);
        writer.flush();

        assertThat(rejected.getCount()).isEqualTo(1);
        assertThat(redis.appended).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(Files.readString(file))
                                            .contains("WRONGTYPE of stream 's'")
                                            .contains("XADD s * value 1"));
        }
    }

    @Test
    void doesNotTryAgainWhatFailsForGood() throws IOException {
        AppendWriter writer = writer(BadRecordHandling.skip());
        redis.answerNextAppend(
                sent ->
                        new AppendResult(
                                sent, Optional.of(RedisFailures.refused("NOAUTH")), List.of()));

        assertThatThrownBy(() -> writer.write(batch))
                .isNotInstanceOf(RetryableIOException.class)
                .hasMessageContaining("NOAUTH");
    }

    @Test
    void opensNoConnectionAfterItWasClosed() throws IOException {
        AppendWriter writer = writer(BadRecordHandling.fail());

        writer.abort();

        assertThatThrownBy(() -> writer.write(batch)).hasMessage("The sink is closed.");
        assertThat(redis.opened).isZero();
    }

    private void rejectFirst() {
        redis.answerNextAppend(
                sent ->
                        new AppendResult(
                                List.of(),
                                Optional.empty(),
                                List.of(
                                        new AppendResult.Rejection(
                                                sent.get(0),
                                                RedisFailures.refused(
                                                        "WRONGTYPE of stream 's'")))));
    }

    @Test
    void appendsNothingTwiceWhileReplicasAreMissing() throws IOException {
        AppendWriter writer =
                writer(BadRecordHandling.fail(), new ReplicaWait(1, Duration.ofSeconds(1)));
        redis.replicaFailures.add(new TooFewReplicasException("only 0 of 1"));
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);

        writer.write(batch);
        writer.write(batch);

        assertThat(redis.appended).hasSize(2);
        assertThat(redis.opened).isEqualTo(1);
    }

    @Test
    void appendsAgainWhenTheLinkBreaksWhileItWaitsForReplicas() throws IOException {
        AppendWriter writer =
                writer(BadRecordHandling.fail(), new ReplicaWait(1, Duration.ofSeconds(1)));
        redis.replicaFailures.add(RedisFailures.unavailable());
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);

        writer.write(batch);

        assertThat(redis.appended).hasSize(2);
        assertThat(redis.opened).isEqualTo(2);
    }

    private AppendWriter writer(BadRecordHandling handling) throws IOException {
        return writer(handling, ReplicaWait.NONE);
    }

    private AppendWriter writer(BadRecordHandling handling, ReplicaWait replicas)
            throws IOException {
        return new AppendWriter(
                redis, BadRecords.open(handling, "redis-streams", 0, rejected), replicas);
    }

    private static StreamAppend append(String value) {
        return new AppendTarget("s", AppendOptions.DEFAULT)
                .append(List.of("value".getBytes(UTF_8), value.getBytes(UTF_8)));
    }
}
