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

package io.flinkbundle.connector.influxdb3.source;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.io.Serializable;
import java.time.Duration;

/** Where reading begins, and whether and how it ends. */
@Internal
public sealed interface ScanMode extends Serializable {

    /** Times that are given, whatever there is. */
    TimeRange times();

    Boundedness boundedness();

    /**
     * What is there when the job starts.
     *
     * @param times the times that are wanted of it
     */
    record Bounded(TimeRange times) implements ScanMode {

        private static final long serialVersionUID = 1L;

        @Override
        public Boundedness boundedness() {
            return Boundedness.BOUNDED;
        }
    }

    /**
     * What is there, and what comes.
     *
     * @param times the times that are wanted of it
     * @param onlyNew whether points from before the start of the job are left out
     * @param pollInterval how long to wait between two looks
     * @param delay how old a point is when it is looked for
     * @param lateness for how long after that it is looked for again
     * @param discoveryInterval how long to wait between two looks for tables
     */
    record Unbounded(
            TimeRange times,
            boolean onlyNew,
            Duration pollInterval,
            Duration delay,
            Duration lateness,
            Duration discoveryInterval)
            implements ScanMode {

        private static final long serialVersionUID = 1L;

        @Override
        public Boundedness boundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }
    }
}
