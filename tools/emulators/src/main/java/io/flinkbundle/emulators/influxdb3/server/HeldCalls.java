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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Calls that are held because a fault says so. Thread-safe. */
@Internal
public final class HeldCalls {

    private final Set<CompletableFuture<Void>> held = new HashSet<>();

    /**
     * Holds a call until a future is done.
     *
     * @throws IOException when all calls are let go meanwhile
     */
    public void hold(CompletableFuture<Void> done) throws IOException {
        change(() -> held.add(done));
        try {
            done.join();
        } catch (CancellationException e) {
            throw new IOException(
                    "The call was held when the emulator was told to stop or to reset.", e);
        } finally {
            change(() -> held.remove(done));
        }
    }

    private synchronized void change(Runnable change) {
        change.run();
        notifyAll();
    }

    /** Lets the connections of all calls that are held break. */
    public synchronized void letGo() {
        held.forEach(done -> done.cancel(false));
    }

    /** Waits until so many calls are held, and says whether that came in time. */
    public synchronized boolean await(int count, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (held.size() < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
