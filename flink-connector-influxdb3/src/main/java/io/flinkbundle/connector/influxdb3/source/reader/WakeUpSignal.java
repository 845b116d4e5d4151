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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;

import java.util.concurrent.TimeUnit;

/**
 * Tells a fetcher's thread, from outside, to come back from its wait. A signal stays until it is
 * consumed, so that none is lost between two waits.
 */
@Internal
final class WakeUpSignal {

    private boolean raised;

    synchronized void raise() {
        raised = true;
        notifyAll();
    }

    /** Returns whether the signal was raised, and lowers it. */
    synchronized boolean consume() {
        boolean wasRaised = raised;
        raised = false;
        return wasRaised;
    }

    /** Waits for the signal, or so long. */
    synchronized void await(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long rest = nanos;
        while (!raised && rest > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(rest, 1_000_000));
            rest = deadline - System.nanoTime();
        }
        raised = false;
    }
}
