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

package io.flinkbundle.benchmarks.harness;

import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

/** One side of a comparison: a raw client loop or a Flink job. */
@Internal
public interface Contender {

    /** A few words for the report. */
    String name();

    /**
     * Moves the rows 0 to {@code rows} - 1 and checks that each has arrived once and unchanged.
     *
     * @return the time from the first to the last row; neither start-up nor the check is in it
     * @throws LostRowsException if the rows that arrived are not those that were sent
     */
    Measurement run(long rows) throws Exception;

    /** Runs with {@code rows} rows, or as many as it is given at most. */
    default Measurement runAtMost(long rows) throws Exception {
        return run(Math.min(rows, rowLimit()));
    }

    /** The most rows a slow contender is given; the others get as many as a round needs. */
    default long rowLimit() {
        return Long.MAX_VALUE;
    }
}
