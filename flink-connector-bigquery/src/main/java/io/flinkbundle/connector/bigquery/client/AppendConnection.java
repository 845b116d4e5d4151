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

/** A stream of requests, which are written and answered in their order. Not thread-safe. */
@Internal
public interface AppendConnection extends AutoCloseable {

    /** The offset of rows in streams that have none. */
    long NO_OFFSET = -1;

    /**
     * Sends rows. Never waits.
     *
     * @param offset where the first row goes, or {@link #NO_OFFSET}
     */
    void send(EncodedRows rows, long offset);

    /** Gives up what was not answered. */
    @Override
    void close();
}
