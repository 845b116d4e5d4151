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

import io.flinkbundle.emulators.influxdb3.line.LineProtocolException;
import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of a table as a write would leave it: what the table has, and the columns that the
 * lines so far have added. A column keeps the type of its first value, and its name is either that
 * of a tag or of a field.
 */
@Internal
public final class TableDraft {

    private static final List<String> RESERVED = List.of(Column.TIME, "__chunk_order");

    private final TableSchema base;
    private final Limits limits;
    private final List<Column> added = new ArrayList<>();
    private final Map<String, Column> columns = new HashMap<>();

    private int tagsAndFields;

    TableDraft(TableSchema base, Limits limits) {
        this.base = base;
        this.limits = limits;
        for (Column column : base.columns()) {
            columns.put(column.name(), column);
            tagsAndFields += column.isTime() ? 0 : 1;
        }
    }

    /** What it began with. */
    public TableSchema base() {
        return base;
    }

    public boolean hasAdded() {
        return !added.isEmpty();
    }

    public TableSchema schema() {
        return hasAdded() ? base.with(added) : base;
    }

    int size() {
        return base.columns().size() + added.size();
    }

    /** The column of this name, which is added when the table has none yet. */
    Column columnOrAdd(String name, ColumnType type) throws LineProtocolException {
        Column existing = columns.get(name);
        if (existing != null) {
            checkType(existing, type);
            return existing;
        }
        if (RESERVED.contains(name)) {
            throw new LineProtocolException("'" + name + "' is a reserved column");
        }
        if (tagsAndFields >= limits.columns()) {
            throw new LineProtocolException(limits.tooManyColumns());
        }
        tagsAndFields++;
        return add(new Column(name, type, size()));
    }

    static void checkType(Column existing, ColumnType type) throws LineProtocolException {
        if (existing.type() != type) {
            throw new LineProtocolException(
                    "invalid column type for column '"
                            + existing.name()
                            + "', expected "
                            + existing.type().influxName()
                            + ", got "
                            + type.influxName());
        }
    }

    /** Adds the column of the time, which does not count among those that are limited. */
    void addTime() {
        if (!columns.containsKey(Column.TIME)) {
            add(new Column(Column.TIME, ColumnType.TIMESTAMP, size()));
        }
    }

    private Column add(Column column) {
        added.add(column);
        columns.put(column.name(), column);
        return column;
    }

    /** Takes back the columns that were added since there were so many. */
    void shrinkTo(int size) {
        while (size() > size) {
            Column last = added.remove(added.size() - 1);
            columns.remove(last.name());
            tagsAndFields -= last.isTime() ? 0 : 1;
        }
    }
}
