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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Asks a server in SQL. Thread-safe. */
@Internal
public interface QueryClient extends AutoCloseable {

    /**
     * Sends a query and does not wait for its answer.
     *
     * @throws IOException if the token cannot be read
     */
    ResultBytes query(SqlQuery query) throws IOException;

    /**
     * Sends a query whose result is small, and hands it over when it is there.
     *
     * @return its bytes, or what {@link ResultBytes#read} would throw
     * @throws IOException if the token cannot be read
     */
    CompletableFuture<byte[]> ask(SqlQuery query) throws IOException;

    /** What is asked, for messages. */
    InfluxDb3ConnectionOptions options();

    /** Ends what is under way. */
    @Override
    void close();
}
