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

package io.flinkbundle.connector.duckdb.client;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class TurnsTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final Turns turns = new Turns();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    @Test
    void theOtherIsNamedToWhoeverWaitsInVain() throws Exception {
        try (Turn turn = turns.take("/f", "main.t", "sink 'a'", Duration.ZERO)) {
            assertThat(turn).isNotNull();
            assertThatThrownBy(() -> turns.take("/f", "MAIN.T", "sink 'b'", SHORT))
                    .isInstanceOf(DatabaseBusyException.class)
                    .hasMessageContaining("'MAIN.T' in DuckDB database '/f'")
                    .hasMessageContaining("sink 'a'")
                    .hasMessageContaining("'sink.retry.timeout'");
        }
    }

    @Test
    void anotherTableIsNotWaitedFor() throws Exception {
        try (Turn turn = turns.take("/f", "main.t", "sink 'a'", SHORT)) {
            assertThat(turn).isNotNull();
            assertThatCode(() -> turns.take("/f", "main.u", "sink 'b'", SHORT).close())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aTurnIsGivenBackOnce() throws Exception {
        Turn first = turns.take("/f", "main.t", "sink 'a'", SHORT);
        first.close();
        first.close();

        turns.take("/f", "main.t", "sink 'b'", SHORT);

        assertThatThrownBy(() -> turns.take("/f", "main.t", "sink 'c'", SHORT))
                .hasMessageContaining("sink 'b'");
    }

    @Test
    void theNextGetsItWhenTheOtherIsDone() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Turn first = turns.take("/f", "main.t", "sink 'a'", SHORT);
        Future<?> next =
                thread.submit(
                        () -> {
                            try (Turn turn = turns.take("/f", "main.t", "b", Duration.ZERO)) {
                                order.add("next, " + (turn != first));
                            }
                            return null;
                        });

        order.add("first");
        first.close();
        next.get();

        assertThat(order).containsExactly("first", "next, true");
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        turns.take("/f", "main.t", "sink 'a'", SHORT);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> turns.take("/f", "main.t", "sink 'b'", Duration.ZERO))
                .isInstanceOf(InterruptedException.class);
    }
}
