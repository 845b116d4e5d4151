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
import java.util.Optional;

/** Looks for new rows. */
@Internal
public interface WindowPoller {

    /**
     * What a look has found.
     *
     * @param before where it began
     * @param after where the next one begins
     * @param streams those of the new rows; nothing if there are none
     * @param queryId names what is kept for them in the service; empty if nothing is
     * @param untilMillis the time before which the rows were written
     */
    @Internal
    record Poll(
            Progress before,
            Progress after,
            Optional<ReadStreams> streams,
            String queryId,
            long untilMillis) {}

    /**
     * @param prefix of the names of what is kept in the service
     */
    Poll poll(Progress progress, String prefix) throws IOException, InterruptedException;

    /** Drops what is kept for a look. */
    void release(String queryId) throws IOException;
}
