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

package io.flinkbundle.connector.duckdb.source;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.io.Serializable;
import java.time.Duration;

/** Whether reading ends, and what that takes. */
@Internal
public sealed interface ScanMode extends Serializable {

    Boundedness boundedness();

    /**
     * What is there is read, once.
     *
     * @param onChangedFile what happens to a restored job whose file was written meanwhile
     */
    record Bounded(ChangedFilePolicy onChangedFile) implements ScanMode {

        @Override
        public Boundedness boundedness() {
            return Boundedness.BOUNDED;
        }
    }

    /**
     * What is added is read, again and again.
     *
     * @param startup where reading begins
     * @param column what grows with each row that is added; {@link #ROW_ID} for the row id
     * @param pollInterval how long to wait between two looks
     */
    record Unbounded(ScanStartupMode startup, String column, Duration pollInterval)
            implements ScanMode {

        public static final String ROW_ID = "rowid";
        public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(10);

        /** Whether row ids tell what has been added. */
        public boolean byRowId() {
            return column.equalsIgnoreCase(ROW_ID);
        }

        @Override
        public Boundedness boundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }
    }
}
