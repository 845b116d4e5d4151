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
import java.util.Optional;

/** Learns what becomes of requests. Called on threads of the connection, one at a time. */
@Internal
public interface AppendListener {

    /**
     * The oldest request without an answer was answered.
     *
     * @param failure nothing if the rows were written; a {@link RejectedRowsException} if some of
     *     them are bad and none was written; an {@link ExistsException} if its offset was written
     *     before; else what {@link BigQueryErrors#translate} makes of it
     */
    void answered(Optional<IOException> failure);

    /**
     * The connection ended, and nothing will be answered any more. Whether the requests without an
     * answer were written is not known.
     */
    void ended(IOException failure);
}
