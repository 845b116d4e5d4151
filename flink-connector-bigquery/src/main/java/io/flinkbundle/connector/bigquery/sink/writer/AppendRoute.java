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

import io.flinkbundle.connector.bigquery.client.AppendConnection;
import io.flinkbundle.connector.bigquery.client.AppendListener;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/** The write stream that a subtask appends to. Not thread-safe. */
@Internal
interface AppendRoute {

    /**
     * Opens a connection. A stream that is not there yet is created before, which waits for the
     * service.
     */
    AppendConnection connect(AppendListener listener) throws IOException, InterruptedException;

    /** Whether rows have places, by which those that were written before are known. */
    boolean hasOffsets();

    /** Whether the service may not know the table, or columns of it, everywhere yet. */
    boolean isTableNew();

    /** What is appended to, for messages. */
    String describe();
}
