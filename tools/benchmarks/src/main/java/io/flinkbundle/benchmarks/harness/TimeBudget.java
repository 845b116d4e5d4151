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

package io.flinkbundle.benchmarks.harness;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides in which rounds the contenders run that only give context.
 *
 * <p>The pairs that carry the ratio come first: context is taken in the first round, and again only
 * if the pairs that are still to come have time left after it.
 */
@Internal
final class TimeBudget {

    private final LongSupplier clock;
    private final long deadline;
    private final int rounds;

    private long pairNanos;
    private long contextNanos;

    TimeBudget(Duration budget, int rounds, LongSupplier clock) {
        this.clock = clock;
        this.deadline = clock.getAsLong() + budget.toNanos();
        this.rounds = rounds;
    }

    /** Whether round {@code round}, counted from 0, can have context after its pair. */
    boolean affordsContext(int round) {
        long pairsToCome = (rounds - round - 1) * pairNanos;
        return round == 0 || clock.getAsLong() + contextNanos + pairsToCome <= deadline;
    }

    /** Tells how long a pair took, start-up and checks included. */
    void pairTook(long nanos) {
        pairNanos = nanos;
    }

    /** Tells how long the context of a round took. */
    void contextTook(long nanos) {
        contextNanos = nanos;
    }
}
