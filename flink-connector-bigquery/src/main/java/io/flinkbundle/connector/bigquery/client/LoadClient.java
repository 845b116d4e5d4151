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

/**
 * Starts load jobs. Each method is one attempt: failures that may pass are {@link
 * io.flinkbundle.connector.common.batching.RetryableIOException}s. Thread-safe.
 */
@Internal
public interface LoadClient {

    /** What became of a job. */
    @Internal
    sealed interface State {

        /** It is not finished. */
        record Running() implements State {}

        /** All its rows are in the table. */
        record Done() implements State {}

        /**
         * None of its rows is in the table.
         *
         * @param reason what the service says
         * @param mayPass whether another job with the same files may succeed
         */
        record Failed(String reason, boolean mayPass) implements State {}
    }

    /** What became of a job; nothing if there is none of this id. */
    Optional<State> find(LoadJob job) throws IOException;

    /** Starts a job, unless there is one of its id. */
    void start(LoadJob job) throws IOException;
}
