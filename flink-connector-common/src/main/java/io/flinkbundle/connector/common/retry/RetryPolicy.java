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

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * How long and how often an operation is tried again.
 *
 * <p>The wait before attempt <i>n</i> is drawn evenly from zero to {@code initialBackoff × 2ⁿ⁻¹},
 * at most {@code maxBackoff} ("full jitter"), so that many clients of a server that comes back do
 * not all return at once. All attempts together last no longer than {@code timeout}.
 *
 * <pre>{@code
 * Retrier retrier = policy.start("connect to " + address);
 * while (true) {
 *     try {
 *         return connect();
 *     } catch (IOException e) {
 *         retrier.backOff(e); // sleeps, or throws RetriesExhaustedException
 *     }
 * }
 * }</pre>
 *
 * @param initialBackoff upper bound of the first wait; more than zero
 * @param maxBackoff upper bound of any wait; not below {@code initialBackoff}
 * @param timeout bound of the whole operation; zero means unlimited
 */
@PublicEvolving
public record RetryPolicy(Duration initialBackoff, Duration maxBackoff, Duration timeout)
        implements Serializable {

    public RetryPolicy {
        checkArgument(
                initialBackoff.compareTo(Duration.ZERO) > 0,
                "The initial backoff must be more than zero, but is %s.",
                initialBackoff);
        checkArgument(
                maxBackoff.compareTo(initialBackoff) >= 0,
                "The maximum backoff %s must not be below the initial backoff %s.",
                maxBackoff,
                initialBackoff);
        checkArgument(!timeout.isNegative(), "The retry timeout %s is negative.", timeout);
    }

    /** See the record's components. */
    public static RetryPolicy of(Duration initialBackoff, Duration maxBackoff, Duration timeout) {
        return new RetryPolicy(initialBackoff, maxBackoff, timeout);
    }

    /**
     * Starts the clock of one operation.
     *
     * @param what the operation in the infinitive, such as "write to db.example:8181"; it appears
     *     in the message of {@link RetriesExhaustedException}
     */
    public Retrier start(String what) {
        return start(what, Sleeper.SYSTEM, RandomGenerator.getDefault());
    }

    Retrier start(String what, Sleeper sleeper, RandomGenerator random) {
        return new Retrier(this, what, sleeper, random);
    }
}
