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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.source.split.ReadPosition;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class ReadPositionsTest {

    private static final int READERS = 2;
    private static final long LONG_ENOUGH = Duration.ofMinutes(10).toMillis();

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final ReadPositions positions = new ReadPositions(Map.of("a", 50L), clock::get);

    @Test
    void keepsToTheCheckpointUntilAllHaveReported() {
        positions.report(0, position("a", 90));
        clock.addAndGet(LONG_ENOUGH);

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 50L));
    }

    @Test
    void keepsToTheCheckpointWhileMessagesOfBeforeMayBeLeased() {
        positions.report(0, position("a", 90));
        positions.report(1, position("a", 80));
        clock.addAndGet(LONG_ENOUGH - 1);

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 50L));
    }

    @Test
    void goesBackBeforeTheCheckpointWhereAMessageIsOlder() {
        positions.report(0, position("a", 40));

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 40L));
    }

    @Test
    void takesTheReaderThatIsFurthestBack() {
        positions.report(0, position("a", 90));
        positions.report(1, position("a", 80));
        clock.addAndGet(LONG_ENOUGH);

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 80L));
    }

    @Test
    void leavesOutAReaderToWhichNothingHasCome() {
        positions.report(0, position("a", 90));
        positions.report(1, new ReadPosition(Map.of()));
        clock.addAndGet(LONG_ENOUGH);

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 90L));
    }

    @Test
    void keepsToTheCheckpointWhereNothingHasCome() {
        positions.report(0, position("b", 90));
        positions.report(1, new ReadPosition(Map.of()));
        clock.addAndGet(LONG_ENOUGH);

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 50L, "b", 90L));
    }

    @Test
    void saysNothingOfASubscriptionWhoseBacklogIsNotKnown() {
        positions.report(0, position("b", 90));

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 50L));
    }

    @Test
    void beginsWhereSubscriptionsWereMovedTo() {
        positions.moved(List.of("a", "b"), Instant.ofEpochMilli(70));

        assertThat(positions.current(READERS)).isEqualTo(Map.of("a", 70L, "b", 70L));
    }

    private static ReadPosition position(String subscription, long millis) {
        return new ReadPosition(Map.of(subscription, millis));
    }
}
