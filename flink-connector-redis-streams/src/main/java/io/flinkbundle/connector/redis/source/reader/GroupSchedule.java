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

package io.flinkbundle.connector.redis.source.reader;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a member of a group does what it does now and then. */
@Internal
final class GroupSchedule {

    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);

    /** Looking goes over the pending entries of all members. */
    private static final Duration SHORTEST_CLAIM_INTERVAL = Duration.ofMillis(100);

    private final long claimNanos;
    private final LongSupplier nanoClock;
    private long nextClaim;
    private long nextLag;

    /**
     * @param claimMinIdle an entry that is left behind is taken over after one and a half times of
     *     this, at the latest
     */
    GroupSchedule(Duration claimMinIdle, LongSupplier nanoClock) {
        this.claimNanos = Math.max(SHORTEST_CLAIM_INTERVAL.toNanos(), claimMinIdle.toNanos() / 2);
        this.nanoClock = nanoClock;
        this.nextClaim = nanoClock.getAsLong();
        this.nextLag = nextClaim;
    }

    boolean isClaimDue() {
        return nanoClock.getAsLong() - nextClaim >= 0;
    }

    /** All streams were looked through. */
    void claimed() {
        nextClaim = nanoClock.getAsLong() + claimNanos;
    }

    /** Whether the lag is to be asked for now; the next time is later. */
    boolean isLagDue() {
        long now = nanoClock.getAsLong();
        if (now - nextLag < 0) {
            return false;
        }
        nextLag = now + LAG_INTERVAL.toNanos();
        return true;
    }
}
