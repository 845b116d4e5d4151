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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Optional;

/** Divides the rows that come into windows, so that each row is in one of them. */
@Internal
interface Windows {

    /**
     * The next window; nothing if there are no new rows.
     *
     * @param untilMicros a time of the service's clock that has passed
     */
    Optional<Window> next(Progress progress, long untilMicros)
            throws IOException, InterruptedException;

    /** Where a source begins that reads nothing of before. */
    String startAt(long untilMicros) throws IOException, InterruptedException;
}
