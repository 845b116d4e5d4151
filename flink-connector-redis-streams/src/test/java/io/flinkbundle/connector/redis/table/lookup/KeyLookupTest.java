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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.testing.FakeKeys;

import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyLookupTest {

    private final FakeKeys redis = new FakeKeys();

    @Test
    void asksTogetherForKeysThatCameInMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        redis.beforeAnswers(
                () -> {
                    asked.countDown();
                    await(answered);
                });
        try (KeyLookup lookup = lookup(0)) {
            List<CompletableFuture<Collection<RowData>>> rows = new ArrayList<>();
            rows.add(find(lookup, 0));
            await(asked);
            for (int id = 1; id <= 1_500; id++) {
                rows.add(find(lookup, id));
            }
            answered.countDown();

            for (int id = 0; id <= 1_500; id++) {
                assertThat(Readers.texts(rows.get(id).get())).containsExactly(id + "=n" + id);
            }
            assertThat(redis.asked).extracting(List::size).containsExactly(1, 1_024, 476);
        }
    }

    @Test
    void asksAgainAsOftenAsItMay() throws Exception {
        redis.readFailures.add(RedisFailures.unavailable());
        redis.readFailures.add(RedisFailures.unavailable());
        try (KeyLookup lookup = lookup(2)) {
            assertThat(find(lookup, 1).get()).hasSize(1);
        }
        assertThat(redis.opened).isEqualTo(3);
    }

    @Test
    void failsTheKeysAndNotThoseAfterThem() throws Exception {
        redis.readFailures.add(RedisFailures.unavailable());
        try (KeyLookup lookup = lookup(0)) {
            assertThatThrownBy(() -> find(lookup, 1).get())
                    .hasRootCauseMessage("the server is away");

            assertThat(find(lookup, 1).get()).hasSize(1);
        }
    }

    @Test
    void doesNotAskAgainWhatIsRefused() throws Exception {
        redis.readFailures.add(RedisFailures.refused("NOPERM"));
        try (KeyLookup lookup = lookup(5)) {
            assertThatThrownBy(() -> find(lookup, 1).get()).hasRootCauseMessage("NOPERM");
        }
        assertThat(redis.asked).hasSize(1);
    }

    @Test
    void tellsOfABug() throws Exception {
        redis.readFailures.add(new IllegalStateException("a bug"));
        try (KeyLookup lookup = lookup(5)) {
            assertThatThrownBy(() -> find(lookup, 1).get()).hasRootCauseMessage("a bug");
        }
    }

    @Test
    void leavesNobodyWaitingWhenItsThreadHasEnded() throws Exception {
        KeyLookup lookup = lookup(0);
        redis.beforeAnswers(
                () -> {
                    throw new NoClassDefFoundError("gone");
                });
        assertThatThrownBy(() -> find(lookup, 1).get()).hasRootCauseMessage("gone");

        assertThatThrownBy(() -> find(lookup, 2).get())
                .hasRootCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("The lookup was closed before its answer.");
        lookup.close();
    }

    @Test
    void failsTheKeysThatWaitWhenItIsClosed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        redis.beforeAnswers(
                () -> {
                    asked.countDown();
                    await(new CountDownLatch(1));
                });
        KeyLookup lookup = lookup(0);
        CompletableFuture<Collection<RowData>> asking = find(lookup, 1);
        await(asked);
        CompletableFuture<Collection<RowData>> waiting = find(lookup, 2);

        lookup.close();

        assertThat(asking).isCompletedExceptionally();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(find(lookup, 3)).isCompletedExceptionally();
        assertThat(redis.closed).isEqualTo(1);
    }

    private KeyLookup lookup(int maxRetries) throws Exception {
        return new KeyLookup(
                Readers.ofHashes(redis, BadRecordHandling.fail()),
                new LookupRetries(maxRetries, Duration.ofMillis(1)),
                "lookup test");
    }

    private CompletableFuture<Collection<RowData>> find(KeyLookup lookup, int id) {
        redis.answers.put("HMGET user:" + id + " name", List.of(("n" + id).getBytes(UTF_8)));
        return lookup.find(("user:" + id).getBytes(UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
