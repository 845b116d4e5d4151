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

package io.flinkbundle.connector.influxdb3.sink.writer;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A pause that the server has asked one request for holds for all requests of the subtask.
 * Thread-safe.
 */
@Internal
final class ServerPause {

    private long endNanos = System.nanoTime();

    /** Lets nothing pass for some time from now on. */
    synchronized void extend(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        if (end - endNanos > 0) {
            endNanos = end;
        }
    }

    /** Waits for the end of the pause. */
    void await() throws InterruptedException {
        for (long left = left(); left > 0; left = left()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private synchronized long left() {
        return endNanos - System.nanoTime();
    }
}
