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

package io.flinkbundle.emulators.influxdb3.schema;

import org.apache.flink.annotation.PublicEvolving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a table, in the order in which they came. Only new ones can be added. Immutable.
 */
@PublicEvolving
public final class TableSchema {

    /** A table without any column. */
    public static final TableSchema EMPTY = new TableSchema(List.of());

    private final List<Column> columns;
    private final Map<String, Column> byName;

    private TableSchema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
    }

    public List<Column> columns() {
        return columns;
    }

    public Optional<Column> column(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The tags in the order in which they came: the key of a series. */
    public List<Column> tags() {
        return columns.stream().filter(Column::isTag).toList();
    }

    public List<Column> fields() {
        return columns.stream().filter(Column::isField).toList();
    }

    /** The columns in the order in which queries show them. */
    public List<Column> byName() {
        return columns.stream().sorted(Comparator.comparing(Column::name)).toList();
    }

    /** This schema and further columns, whose indexes go on where its own end. */
    public TableSchema with(List<Column> further) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(further);
        return new TableSchema(all);
    }

    /** Whether this is a schema or what became of it when columns were added. */
    public boolean extendsOrIs(TableSchema earlier) {
        return this == earlier
                || columns.size() >= earlier.columns.size()
                        && columns.subList(0, earlier.columns.size()).equals(earlier.columns);
    }

    @Override
    public String toString() {
        return columns.toString();
    }
}
