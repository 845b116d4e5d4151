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

package io.flinkbundle.connector.bigquery.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a source reads that asks for new rows again and again.
 *
 * @param column by which new rows are known; empty unless the strategy wants one
 * @param interval how long it waits between two looks
 * @param startMicros with {@link ScanStartupMode#TIMESTAMP}: where reading begins, in microseconds
 *     since the epoch
 * @param endMicros with {@link ScanBoundedMode#TIMESTAMP}: where it ends, exclusive
 */
@Internal
public record Polling(
        IncrementalStrategy strategy,
        String column,
        Duration interval,
        ScanStartupMode startup,
        long startMicros,
        ScanBoundedMode bounded,
        long endMicros)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
