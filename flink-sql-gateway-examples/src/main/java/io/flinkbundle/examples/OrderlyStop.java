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

package io.flinkbundle.examples;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run close what it has opened when the JVM is asked to end: interrupts its thread and keeps
 * the JVM until the run has closed this.
 *
 * <p>Open it before everything else in a try statement, so that it is closed after everything else.
 */
final class OrderlyStop implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final CountDownLatch closed = new CountDownLatch(1);

    private OrderlyStop() {}

    static OrderlyStop ofThisThread() {
        OrderlyStop stop = new OrderlyStop();
        Thread run = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.interruptAndAwait(run)));
        return stop;
    }

    private void interruptAndAwait(Thread run) {
        if (closed.getCount() == 0) {
            return;
        }
        run.interrupt();
        try {
            closed.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
