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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Tells a fetcher's thread, from outside, to come back from whatever it waits for. A signal stays
 * until it is consumed, so that none is lost between two waits.
 */
@Internal
final class WakeUpSignal {

    /** Something that ends early when its thread is interrupted. */
    @FunctionalInterface
    interface Interruptible<T> {
        T call() throws IOException;
    }

    private boolean raised;
    private Thread waiting;

    synchronized void raise() {
        raised = true;
        if (waiting != null) {
            waiting.interrupt();
        }
        notifyAll();
    }

    /** Returns whether the signal was raised, and lowers it. */
    synchronized boolean consume() {
        boolean wasRaised = raised;
        raised = false;
        return wasRaised;
    }

    /** Waits for nothing but the signal. */
    synchronized void await() throws InterruptedException {
        while (!raised) {
            wait();
        }
    }

    /** Calls something that the signal may interrupt. */
    <T> T interruptibly(Interruptible<T> call) throws IOException {
        synchronized (this) {
            waiting = Thread.currentThread();
            if (raised) {
                waiting.interrupt();
            }
        }
        try {
            return call.call();
        } finally {
            synchronized (this) {
                waiting = null;
                if (raised) {
                    // The interrupt has done its work, and must not reach the next wait.
                    Thread.interrupted();
                }
            }
        }
    }
}
