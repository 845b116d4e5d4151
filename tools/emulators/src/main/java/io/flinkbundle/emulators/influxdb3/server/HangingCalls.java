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
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Calls that wait because a fault says so. Thread-safe. */
@Internal
final class HangingCalls {

    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();

    /**
     * Waits until a future is done.
     *
     * @throws IOException when all calls are released meanwhile
     */
    void await(CompletableFuture<Void> done) throws IOException {
        waiting.add(done);
        try {
            done.join();
        } catch (CancellationException e) {
            throw new IOException(
                    "The call was waiting when the emulator was told to stop or reset.", e);
        } finally {
            waiting.remove(done);
        }
    }

    /** Lets the connections of all calls that wait break. */
    void release() {
        waiting.forEach(done -> done.cancel(false));
    }
}
