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

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the fetcher thread rest until there is something to do. A signal is not lost. */
@Internal
final class ReaderSignal {

    private final Semaphore signals = new Semaphore(0);

    /** Any thread. */
    void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Waits for a signal since the last call, or for the time to pass. */
    void await(long millis) throws InterruptedException {
        if (signals.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
