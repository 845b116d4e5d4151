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

package io.flinkbundle.connector.redis.keyvalue.writer;

import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyWrites;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.WriteResult;
import io.flinkbundle.connector.redis.testing.FakeKeys;

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

class ChangeWriterTest {

    private static final KeyWrites WRITES = new KeyWrites(Duration.ZERO);

    private final FakeKeys redis = new FakeKeys();
    private final Counter rejected = new SimpleCounter();
    private final List<KeyCommand> batch = List.of(set("a", "1"), set("b", "2"), set("c", "3"));

    @Test
    void sendsABatchInOneGo() throws IOException {
        writer(BadRecordHandling.fail()).write(batch);

        assertThat(redis.written).containsExactly(List.of("SET a 1", "SET b 2", "SET c 3"));
    }

    @Test
    void sendsTheLastChangeOfAKeyOnly() throws IOException {
        writer(BadRecordHandling.fail())
                .write(List.of(set("a", "1"), set("b", "2"), delete("a"), set("a", "3")));

        assertThat(redis.written).containsExactly(List.of("SET a 3", "SET b 2"));
    }

    @Test
    void endsWithADeletionWhereThatCameLast() throws IOException {
        writer(BadRecordHandling.fail()).write(List.of(set("a", "1"), delete("a")));

        assertThat(redis.written).containsExactly(List.of("DEL a"));
    }

    @Test
    void sendsEachChangeWhereOneDoesNotSayItAll() throws IOException {
        new ChangeWriter(redis, badRecords(BadRecordHandling.fail()), false)
                .write(List.of(append("a", "1"), append("a", "1")));

        assertThat(redis.written).containsExactly(List.of("RPUSH a 1", "RPUSH a 1"));
    }

    @Test
    void sendsAgainOnlyWhatWasNotAcknowledgedOverANewConnection() throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.fail());
        redis.answerNextWrite(sent -> unavailableAfter(1));

        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);
        writer.write(batch);

        assertThat(redis.written.get(1)).containsExactly("SET b 2", "SET c 3");
        assertThat(redis.opened).isEqualTo(2);
        assertThat(redis.closed).isEqualTo(1);
    }

    @Test
    void beginsTheNextBatchAnew() throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.fail());
        redis.answerNextWrite(sent -> unavailableAfter(2));
        assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(RetryableIOException.class);
        writer.write(batch);

        writer.write(List.of(set("d", "4")));

        assertThat(redis.written.get(2)).containsExactly("SET d 4");
    }

    @Test
    void failsAtARejection() throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.fail());
        redis.answerNextWrite(ChangeWriterTest::rejectFirst);

        assertThatThrownBy(() -> writer.write(batch))
                .isNotInstanceOf(RetryableIOException.class)
                .hasMessageContaining("WRONGTYPE of the key");
    }

    @Test
    void keepsTheGoodOnesBesideARejectedOne(@TempDir Path folder) throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.deadLetter(folder.toUri().toString()));
        redis.answerNextWrite(ChangeWriterTest::rejectFirst);

        writer.write(batch);
        writer.flush();

        assertThat(rejected.getCount()).isEqualTo(1);
        assertThat(redis.written).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(Files.readString(file))
                                            .contains("WRONGTYPE of the key")
                                            .contains("SET a 1"));
        }
    }

    @Test
    void doesNotTryAgainWhatFailsForGood() throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.skip());
        redis.answerNextWrite(
                sent ->
                        new WriteResult(
                                0, Optional.of(RedisFailures.refused("NOPERM")), List.of()));

        assertThatThrownBy(() -> writer.write(batch))
                .isNotInstanceOf(RetryableIOException.class)
                .hasMessageContaining("NOPERM");
        assertThat(rejected.getCount()).isZero();
    }

    @Test
    void opensNoConnectionAfterItWasClosed() throws IOException {
        ChangeWriter writer = writer(BadRecordHandling.fail());

        writer.abort();

        assertThatThrownBy(() -> writer.write(batch)).hasMessage("The sink is closed.");
        assertThat(redis.opened).isZero();
    }

    private static WriteResult unavailableAfter(int done) {
        return new WriteResult(done, Optional.of(RedisFailures.unavailable()), List.of());
    }

    private static WriteResult rejectFirst(List<KeyCommand> sent) {
        return new WriteResult(
                sent.size(),
                Optional.empty(),
                List.of(new WriteResult.Rejection(sent.get(0), RedisFailures.wrongType())));
    }

    private ChangeWriter writer(BadRecordHandling handling) {
        return new ChangeWriter(redis, badRecords(handling), true);
    }

    private BadRecords badRecords(BadRecordHandling handling) {
        return BadRecords.open(handling, "redis", 0, rejected);
    }

    private static KeyCommand set(String key, String value) {
        return WRITES.setString(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static KeyCommand append(String key, String value) {
        return WRITES.append(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static KeyCommand delete(String key) {
        return KeyWrites.delete(key.getBytes(UTF_8));
    }
}
