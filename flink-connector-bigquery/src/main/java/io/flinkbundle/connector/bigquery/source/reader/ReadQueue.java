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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.bigquery.client.ReadListener;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands what comes over connections to the thread that reads. It outlives them, so that a wake-up
 * between two connections is not lost.
 */
@Internal
final class ReadQueue {

    /** Something that came. */
    sealed interface Event {

        /** Rows. */
        record Batch(byte[] bytes, long rows) implements Event {}

        /** The stream has no more rows. */
        record Completed() implements Event {}

        /** The connection broke. */
        record Failed(IOException cause) implements Event {}

        /** Nothing came, but the reader has something else to do. */
        record WokenUp() implements Event {}
    }

    private record Arrival(int connection, Event event) {}

    private static final int ANY = -1;

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private int connection;

    /** The listener of the next connection; what still comes over the one before is dropped. */
    ReadListener listener() {
        int number = ++connection;
        return new ReadListener() {
            @Override
            public void batch(byte[] batch, long rows) {
                arrivals.add(new Arrival(number, new Event.Batch(batch, rows)));
            }

            @Override
            public void completed() {
                arrivals.add(new Arrival(number, new Event.Completed()));
            }

            @Override
            public void failed(IOException failure) {
                arrivals.add(new Arrival(number, new Event.Failed(failure)));
            }
        };
    }

    /** May be called by any thread. */
    void wakeUp() {
        arrivals.add(new Arrival(ANY, new Event.WokenUp()));
    }

    Event take() throws InterruptedException {
        while (true) {
            Arrival arrival = arrivals.take();
            if (arrival.connection() == connection || arrival.connection() == ANY) {
                return arrival.event();
            }
        }
    }
}
