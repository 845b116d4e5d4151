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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.EncodedRows;

import org.apache.flink.annotation.Internal;

/** Rows that go in one request, and how often that was tried. Not thread-safe. */
@Internal
final class AppendTask {

    private final EncodedRows rows;
    private int attempts;
    private long startMillis;

    AppendTask(EncodedRows rows) {
        this.rows = rows;
    }

    EncodedRows rows() {
        return rows;
    }

    /** It is sent. */
    void start(long nowMillis) {
        attempts++;
        startMillis = nowMillis;
    }

    /** Whether an earlier attempt may have been written without an answer. */
    boolean wasSentBefore() {
        return attempts > 1;
    }

    long startMillis() {
        return startMillis;
    }
}
