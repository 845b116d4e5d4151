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

package io.flinkbundle.emulators.influxdb3.ingest;

import io.flinkbundle.emulators.pubsub.time.ManualClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteAheadLogTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> effects = new ArrayList<>();

    private WriteAheadLog ticking() {
        return new WriteAheadLog(clock, Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void flushesAtOnceWithoutATick() throws Exception {
        WriteAheadLog log = new WriteAheadLog(clock, Optional.empty());

        assertThat(log.append(() -> effects.add("a"))).isDone();
        assertThat(effects).containsExactly("a");
    }

    @Test
    void flushesInOrderOnTheTick() throws Exception {
        WriteAheadLog log = ticking();
        CompletableFuture<Void> first = log.append(() -> effects.add("a"));
        CompletableFuture<Void> second = log.append(() -> effects.add("b"));

        clock.advance(Duration.ofMillis(999));
        assertThat(first).isNotDone();
        clock.advance(Duration.ofMillis(1));

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(effects).containsExactly("a", "b");
    }

    @Test
    void ticksAgain() throws Exception {
        WriteAheadLog log = ticking();
        clock.advance(Duration.ofMillis(2_500));
        CompletableFuture<Void> late = log.append(() -> effects.add("a"));

        clock.advance(Duration.ofMillis(500));

        assertThat(late).isCompleted();
    }

    @Test
    void forgetsWhatIsDiscarded() throws Exception {
        WriteAheadLog log = ticking();
        CompletableFuture<Void> lost = log.append(() -> effects.add("a"));

        log.discard();
        clock.advance(Duration.ofSeconds(5));

        assertThat(lost).isCancelled();
        assertThat(effects).isEmpty();
    }

    @Test
    void ticksNoMoreOnceItIsClosed() throws Exception {
        WriteAheadLog log = ticking();
        CompletableFuture<Void> open = log.append(() -> effects.add("a"));

        log.close();
        clock.advance(Duration.ofSeconds(5));

        assertThat(open).isCancelled();
        assertThat(effects).isEmpty();
        assertThatThrownBy(() -> log.append(() -> effects.add("b")))
                .isInstanceOf(WriteRefusedException.class)
                .hasMessageContaining("closed");
    }
}
