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

package io.flinkbundle.emulators.influxdb3.store;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.store.CatalogException.Kind;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the schemas of tables that are created before their first point. */
@Internal
final class NewSchemas {

    private NewSchemas() {}

    static TableSchema of(List<String> tags, Map<String, ColumnType> fields, Limits limits)
            throws CatalogException {
        List<Column> columns = new ArrayList<>();
        for (String tag : tags) {
            add(columns, tag, ColumnType.TAG);
        }
        for (Map.Entry<String, ColumnType> field : fields.entrySet()) {
            add(columns, field.getKey(), field.getValue());
        }
        if (columns.size() > limits.columns()) {
            throw new CatalogException(Kind.LIMIT, limits.tooManyColumns());
        }
        columns.add(new Column(Column.TIME, ColumnType.TIMESTAMP, columns.size()));
        return TableSchema.EMPTY.with(columns);
    }

    private static void add(List<Column> columns, String name, ColumnType type)
            throws CatalogException {
        if (name.equals(Column.TIME)) {
            throw new CatalogException(Kind.INVALID, "'" + name + "' is a reserved column");
        }
        for (Column column : columns) {
            if (column.name().equals(name)) {
                throw new CatalogException(
                        Kind.INVALID,
                        "cannot add column "
                                + name
                                + " because it already exists with type "
                                + column.type().influxName());
            }
        }
        columns.add(new Column(name, type, columns.size()));
    }
}
