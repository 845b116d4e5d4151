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

import java.time.Duration;

/**
 * The time by which a reader extends leases and tries again, and the thread that does so. Tasks run
 * one after the other. Thread-safe.
 */
@Internal
public interface ReaderTimer extends AutoCloseable {

    /** Milliseconds since some point in time; they never go back. */
    long millis();

    /** Runs a task once, unless the timer is closed before. */
    void schedule(Duration delay, Runnable task);

    /** Runs no more tasks; one that runs may end later. */
    @Override
    void close();
}
