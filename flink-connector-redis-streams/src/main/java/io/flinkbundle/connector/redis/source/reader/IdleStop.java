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

/** Ends a reader when nothing has come for some time, if it is to end so. */
@Internal
final class IdleStop {

    private final Duration timeout;
    private final LongSupplier nanoClock;
    private long sinceNanos;

    /**
     * @param timeout zero means that the reader does not end so
     */
    IdleStop(Duration timeout, LongSupplier nanoClock) {
        this.timeout = timeout;
        this.nanoClock = nanoClock;
        restart();
    }

    /** Something has come, or could not come. */
    void restart() {
        if (isSet()) {
            sinceNanos = nanoClock.getAsLong();
        }
    }

    boolean isReached() {
        return isSet() && left().isZero();
    }

    /** How long to wait for entries: no longer than it may last. */
    Duration atMost(Duration wait) {
        return isSet() && left().compareTo(wait) < 0 ? left() : wait;
    }

    private boolean isSet() {
        return !timeout.isZero();
    }

    private Duration left() {
        long nanos = timeout.toNanos() - (nanoClock.getAsLong() - sinceNanos);
        // The server waits for whole milliseconds, and for ever if told to wait for none.
        return nanos <= 0 ? Duration.ZERO : Duration.ofMillis(nanos / 1_000_000 + 1);
    }
}
