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

package io.flinkbundle.connector.pubsub.source.reader;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class RecentArrivalsTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final RecentArrivals arrivals = new RecentArrivals();

    @Test
    void knowsNothingInTheBeginning() {
        assertThat(arrivals.oldestPublishMillis(0)).isEmpty();
    }

    @Test
    void knowsTheOldestOfTheLastTenMinutes() {
        arrivals.add(0, 10, 1);
        arrivals.add(MINUTE, 30, 2);
        arrivals.add(MINUTE + 1, 20, 3);
        arrivals.add(5 * MINUTE, 50, 4);

        assertThat(arrivals.oldestPublishMillis(4)).hasValue(10);
        arrivals.add(11 * MINUTE, 120, 5);
        assertThat(arrivals.oldestPublishMillis(5)).hasValue(20);
        arrivals.add(20 * MINUTE, 200, 6);
        assertThat(arrivals.oldestPublishMillis(6)).hasValue(120);
    }

    @Test
    void keepsWhatWasNotEmittedHoweverOldItIs() {
        arrivals.add(0, 10, 100);
        arrivals.add(60 * MINUTE, 600, 200);

        assertThat(arrivals.oldestPublishMillis(99)).hasValue(10);
        assertThat(arrivals.oldestPublishMillis(100)).hasValue(600);
    }

    /** A stream that is full gets nothing, and there may be older messages all the same. */
    @Test
    void forgetsNothingWhileNothingComes() {
        arrivals.add(0, 10, 1);
        arrivals.add(MINUTE, 60, 2);

        assertThat(arrivals.oldestPublishMillis(2)).hasValue(10);
    }
}
