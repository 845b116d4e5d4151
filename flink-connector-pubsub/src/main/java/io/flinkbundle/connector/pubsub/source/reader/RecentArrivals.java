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

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * Tells from which time of publication on a split may have messages that were not read. The service
 * delivers about in the order of publication, but a message can be held back for ten minutes: that
 * is the longest lease, and the longest wait before a message is delivered again. So it is the
 * oldest of what has come in ten minutes, and of what was not emitted. The ten minutes end with the
 * last message: a stream that is full says nothing about what follows. Not thread-safe.
 */
@Internal
final class RecentArrivals {

    private static final long HELD_BACK_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long STEP_MILLIS = Duration.ofSeconds(10).toMillis();

    private final ArrayDeque<Step> steps = new ArrayDeque<>();

    /** What came in a short time. */
    private static final class Step {

        private final long beginMillis;
        private long oldestPublishMillis;
        private long end;

        private Step(long beginMillis, long oldestPublishMillis, long end) {
            this.beginMillis = beginMillis;
            this.oldestPublishMillis = oldestPublishMillis;
            this.end = end;
        }
    }

    /**
     * Some messages have come.
     *
     * @param nowMillis by the timer
     * @param oldestPublishMillis when the oldest of them was published
     * @param end the number behind the last one in the {@link Ledger}
     */
    void add(long nowMillis, long oldestPublishMillis, long end) {
        Step last = steps.peekLast();
        if (last != null && nowMillis - last.beginMillis < STEP_MILLIS) {
            last.oldestPublishMillis = Math.min(last.oldestPublishMillis, oldestPublishMillis);
            last.end = end;
        } else {
            steps.addLast(new Step(nowMillis, oldestPublishMillis, end));
        }
    }

    /**
     * Milliseconds since the epoch; empty if nothing has come.
     *
     * @param emitted how many messages of the ledger were emitted
     */
    OptionalLong oldestPublishMillis(long emitted) {
        while (steps.size() > 1 && isOver(steps.peekFirst(), emitted)) {
            steps.pollFirst();
        }
        return steps.stream().mapToLong(step -> step.oldestPublishMillis).min();
    }

    private boolean isOver(Step step, long emitted) {
        return step.end <= emitted
                && steps.peekLast().beginMillis - step.beginMillis > HELD_BACK_MILLIS + STEP_MILLIS;
    }
}
