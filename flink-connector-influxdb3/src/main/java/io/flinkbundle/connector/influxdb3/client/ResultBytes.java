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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * The answer to a query as it comes: one JSON object a line, in UTF-8. One thread reads; any thread
 * may wake it up or close.
 */
@Internal
public interface ResultBytes extends AutoCloseable {

    /** What {@link #read} returns behind the last byte. */
    int END = -1;

    /** What {@link #read} returns when it was woken up. */
    int WOKEN_UP = 0;

    /**
     * Waits for bytes, and takes as many as there are and fit.
     *
     * @return their number, or {@link #END}, or {@link #WOKEN_UP}
     * @throws BackpressureException if the server asks for a pause
     * @throws TooManyFilesException if the server would have to read too many files at once
     * @throws RetryableIOException if the server cannot be reached, failed, fell silent, or broke
     *     off in the middle
     * @throws InfluxDb3RequestException if it refuses the query or the token
     */
    int read(byte[] target, int offset, int length) throws IOException, InterruptedException;

    /** Whether there are bytes, for which {@link #read} does not wait. */
    boolean isReady();

    /** Lets the read that waits, or else the next one that would wait, return. */
    void wakeUp();

    /** Breaks the answer off. */
    @Override
    void close();
}
