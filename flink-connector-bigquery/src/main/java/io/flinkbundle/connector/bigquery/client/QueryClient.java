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

/** Runs queries. Thread-safe. Methods throw what {@link BigQueryErrors#translate} gives. */
@Internal
public interface QueryClient {

    /**
     * Examines a query without running it, which costs nothing.
     *
     * @param job its id has no meaning here
     */
    QueryPlan plan(QueryJob job) throws IOException;

    /** What became of a job; nothing if there is none of this id. */
    Optional<LoadClient.State> find(QueryJob job) throws IOException;

    /** Starts a job, unless there is one of its id. */
    void start(QueryJob job) throws IOException;

    /** Asks the service to give a job up. One that is not there is none. */
    void cancel(QueryJob job) throws IOException;
}
