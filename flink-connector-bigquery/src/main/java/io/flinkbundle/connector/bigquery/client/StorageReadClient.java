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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Reads rows. Each method is one attempt: failures that may pass are {@link
 * io.flinkbundle.connector.common.batching.RetryableIOException}s. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/storage">Storage Read API</a>
 */
@Internal
public interface StorageReadClient extends AutoCloseable {

    /** An open connection. Thread-safe. */
    @Internal
    interface Reading extends AutoCloseable {

        /** Asks for the next batch. */
        void next();

        /** Gives up what did not come yet. */
        @Override
        void close();
    }

    /** Fixes what is read, and divides it. */
    ReadStreams open(ReadRequest request) throws IOException;

    /**
     * Begins to read a stream.
     *
     * @param offset how many of its rows are left out
     */
    Reading read(String stream, long offset, ReadListener listener);

    /** Ends what is under way. */
    @Override
    void close() throws IOException;
}
