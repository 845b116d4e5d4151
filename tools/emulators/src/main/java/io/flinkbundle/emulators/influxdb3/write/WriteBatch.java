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

package io.flinkbundle.emulators.influxdb3.write;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * The points of a write, and the lines that were refused.
 *
 * @param tables those that get points
 */
@Internal
public record WriteBatch(List<TableBatch> tables, List<LineError> errors) {

    public int rows() {
        int rows = 0;
        for (TableBatch table : tables) {
            rows += table.rows();
        }
        return rows;
    }

    /** Whether tables or columns have to be added before the points. */
    public boolean changesSchemas() {
        return tables.stream().anyMatch(table -> table.draft().hasAdded());
    }
}
