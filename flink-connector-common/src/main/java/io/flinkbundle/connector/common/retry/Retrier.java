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

package io.flinkbundle.connector.common.retry;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The attempts of one operation under a {@link RetryPolicy}. Not thread-safe.
 *
 * @see RetryPolicy
 */
@PublicEvolving
public final class Retrier {

    private final RetryPolicy policy;
    private final String what;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final long startNanos;
    private int attempts;

    Retrier(RetryPolicy policy, String what, Sleeper sleeper, RandomGenerator random) {
        this.policy = policy;
        this.what = what;
        this.sleeper = sleeper;
        this.random = random;
        this.startNanos = sleeper.nanoTime();
    }

    /**
     * Waits before the next attempt.
     *
     * @param cause why the last attempt failed
     * @throws RetriesExhaustedException if the wait would end after the policy's timeout
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void backOff(Throwable cause) throws RetriesExhaustedException, InterruptedException {
        backOff(cause, Duration.ZERO);
    }

    /**
     * Waits before the next attempt, at least as long as the server asked for.
     *
     * @param cause why the last attempt failed
     * @param serverWait the wait that the server named; zero if it named none
     * @throws RetriesExhaustedException if the wait would end after the policy's timeout
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void backOff(Throwable cause, Duration serverWait)
            throws RetriesExhaustedException, InterruptedException {
        sleeper.sleep(nextWait(cause, serverWait).toNanos());
    }

    /**
     * The wait before the next attempt, for a caller that does not block: it makes the next attempt
     * when that time has passed.
     *
     * @param cause why the last attempt failed
     * @param serverWait the wait that the server named; zero if it named none
     * @throws RetriesExhaustedException if the wait would end after the policy's timeout
     */
    public Duration nextWait(Throwable cause, Duration serverWait)
            throws RetriesExhaustedException {
        attempts++;
        long wait = serverWait.toNanos() + random.nextLong(nextBound() + 1);
        long elapsed = sleeper.nanoTime() - startNanos;
        if (!policy.timeout().isZero() && elapsed + wait > policy.timeout().toNanos()) {
            throw new RetriesExhaustedException(
                    "Could not "
                            + what
                            + ": gave up after "
                            + attempts
                            + (attempts == 1 ? " attempt" : " attempts")
                            + " in "
                            + Duration.ofNanos(elapsed).toMillis()
                            + " ms (retry timeout "
                            + policy.timeout()
                            + "). Last failure: "
                            + cause.getMessage(),
                    cause);
        }
        return Duration.ofNanos(wait);
    }

    /** How many attempts have failed so far. */
    public int attempts() {
        return attempts;
    }

    private long nextBound() {
        long max = policy.maxBackoff().toNanos();
        long initial = policy.initialBackoff().toNanos();
        int doublings = attempts - 1;
        // The shift is safe where it does not pass the maximum.
        return doublings < Long.numberOfLeadingZeros(initial) - 1
                ? Math.min(max, initial << doublings)
                : max;
    }
}
