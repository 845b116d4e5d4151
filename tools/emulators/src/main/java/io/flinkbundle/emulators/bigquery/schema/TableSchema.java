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

package io.flinkbundle.emulators.bigquery.schema;

import org.apache.flink.annotation.Internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of a table, whose names differ in more than case. */
@Internal
public final class TableSchema {

    public static final TableSchema EMPTY = new TableSchema(List.of());

    private final List<Field> fields;
    private final Map<String, Integer> positions = new HashMap<>();

    public TableSchema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i).name().toLowerCase(Locale.ROOT), i);
        }
    }

    public List<Field> fields() {
        return fields;
    }

    public Field field(int position) {
        return fields.get(position);
    }

    public int size() {
        return fields.size();
    }

    /** Where the field of a name is, in any case; -1 when there is none. */
    public int position(String name) {
        return positions.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
    }

    public Optional<Field> find(String name) {
        int position = position(name);
        return position < 0 ? Optional.empty() : Optional.of(fields.get(position));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableSchema schema && schema.fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
