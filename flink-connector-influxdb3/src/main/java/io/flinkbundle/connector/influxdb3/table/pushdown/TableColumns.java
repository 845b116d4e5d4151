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

package io.flinkbundle.connector.influxdb3.table.pushdown;

import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The declared columns of a table, and what they are in the server.
 *
 * @param names their names in Flink
 * @param columns the same columns in the server
 * @param tags the names of those that are declared as tags
 */
@Internal
public record TableColumns(List<String> names, List<ScanColumn> columns, Set<String> tags) {

    public TableColumns {
        names = List.copyOf(names);
        columns = List.copyOf(columns);
        tags = Set.copyOf(tags);
    }

    /** The column of a name in Flink. */
    public Optional<ScanColumn> find(String name) {
        int index = names.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(columns.get(index));
    }

    public boolean isTag(String name) {
        return tags.contains(name);
    }

    /** Whether a column is the time of a point. */
    public boolean hasTime() {
        return columns.stream().anyMatch(column -> column.role() == ScanColumn.Role.TIME);
    }
}
