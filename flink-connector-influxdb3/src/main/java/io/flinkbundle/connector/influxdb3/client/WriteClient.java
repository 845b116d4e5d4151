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

/** Sends lines to a server. Thread-safe: several requests are under way at the same time. */
@Internal
public interface WriteClient extends AutoCloseable {

    /**
     * Asks the server whether it would take lines, without sending any.
     *
     * @throws RetryableIOException if it cannot be reached, or is busy
     * @throws InfluxDb3RequestException if it refuses the token, or has no such database
     */
    void verify() throws IOException, InterruptedException;

    /**
     * Sends some lines, once, and waits for the answer.
     *
     * @param lines holds them; not changed meanwhile
     * @param from the first line to send
     * @param to behind the last line to send
     * @throws BackpressureException if the server asks for a pause
     * @throws RetryableIOException if it cannot be reached, did not answer, or failed; whether the
     *     lines were stored is not known then
     * @throws InfluxDb3RequestException if it refuses the token, or has no such database
     */
    WriteReply write(LineBuffer lines, int from, int to) throws IOException, InterruptedException;

    /** Ends what is under way; its callers get an exception. */
    @Override
    void close();
}
