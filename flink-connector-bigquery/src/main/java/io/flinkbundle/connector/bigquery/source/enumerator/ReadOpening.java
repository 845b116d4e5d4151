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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.ReadStreams;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/** Fixes what is read, before it is read. */
@Internal
public interface ReadOpening {

    /**
     * What is read.
     *
     * @param temporary whether it is kept for this source alone, and has to be released
     */
    @Internal
    record Opened(ReadStreams streams, boolean temporary) {}

    /**
     * @param queryId names the query, if there has to be one; the same leads to the same rows
     */
    Opened open(String queryId) throws IOException, InterruptedException;

    /**
     * Drops what {@link #open} keeps in the service, also while that runs on another thread.
     *
     * @param opened whether it has returned, be it before a failure
     */
    void release(String queryId, boolean opened) throws IOException;
}
