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
import java.util.List;

/**
 * Writes rows. Each method is one attempt: failures that may pass are {@link
 * io.flinkbundle.connector.common.batching.RetryableIOException}s. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/write-api">Storage Write API</a>
 */
@Internal
public interface StorageWriteClient extends AutoCloseable {

    /**
     * The name of the stream of a table that is always there, and whose rows are visible at once.
     */
    static String defaultStream(TableName table) {
        return table.path() + "/streams/_default";
    }

    /** Opens a connection; whether that works shows with the first answer. */
    AppendConnection connect(AppendTarget target, AppendListener listener);

    /**
     * Creates a stream.
     *
     * @return its full name
     * @throws MissingResourceException if the table is not there
     */
    String createStream(TableName table, StreamType type) throws IOException;

    /**
     * Makes rows of a BUFFERED stream visible. Doing so again does nothing.
     *
     * @param lastOffset the last of them
     */
    void flush(String stream, long lastOffset) throws IOException;

    /**
     * Ends a stream, which takes no more rows.
     *
     * @return how many rows it has
     */
    long finish(String stream) throws IOException;

    /** Makes all rows of PENDING streams visible at once. Doing so again does nothing. */
    void commit(TableName table, List<String> streams) throws IOException;

    /** Ends what is under way. */
    @Override
    void close() throws IOException;
}
