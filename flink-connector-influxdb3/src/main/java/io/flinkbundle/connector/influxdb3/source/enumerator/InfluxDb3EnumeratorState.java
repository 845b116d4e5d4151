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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;
import java.util.Set;

/**
 * What the enumerator knows at a checkpoint.
 *
 * @param startNanos when the job was started first, in nanoseconds since the epoch
 * @param surveyed whether tables have been looked for; if not, a restored job does so
 * @param knownTables the tables that splits have been made of
 * @param unassigned the splits that no reader has; ranges may be longer than readers get them
 */
@PublicEvolving
public record InfluxDb3EnumeratorState(
        long startNanos,
        boolean surveyed,
        Set<String> knownTables,
        List<InfluxDb3Split> unassigned) {

    public InfluxDb3EnumeratorState {
        knownTables = Set.copyOf(knownTables);
        unassigned = List.copyOf(unassigned);
    }

    /** The state of a fresh job. */
    public static InfluxDb3EnumeratorState startedAt(long nanos) {
        return new InfluxDb3EnumeratorState(nanos, false, Set.of(), List.of());
    }
}
