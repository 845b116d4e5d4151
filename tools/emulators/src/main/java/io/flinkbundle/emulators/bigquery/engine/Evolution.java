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

package io.flinkbundle.emulators.bigquery.engine;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldType;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What turns a table of one schema into one of a later schema. */
@Internal
final class Evolution {

    private final String table;
    private final List<String> statements = new ArrayList<>();

    private Evolution(String table) {
        this.table = table;
    }

    static List<String> statements(String table, TableSchema before, TableSchema after) {
        Evolution evolution = new Evolution(table);
        evolution.columns(before, after);
        return evolution.statements;
    }

    private void columns(TableSchema before, TableSchema after) {
        for (Field field : before.fields()) {
            if (after.find(field.name()).isEmpty()) {
                statements.add(alter("DROP COLUMN " + DuckTypes.quote(field.name())));
            }
        }
        for (Field field : after.fields()) {
            Optional<Field> old = before.find(field.name());
            String column = DuckTypes.quote(field.name());
            if (old.isEmpty()) {
                statements.add(alter("ADD COLUMN " + column + " " + DuckTypes.of(field)));
                continue;
            }
            if (old.get().isRequired() && !field.isRequired()) {
                statements.add(alter("ALTER COLUMN " + column + " DROP NOT NULL"));
            }
            if (field.type() == FieldType.STRUCT) {
                parts(inside(column, field), old.get(), field);
            } else if (!DuckTypes.of(old.get()).equals(DuckTypes.of(field))) {
                statements.add(
                        alter("ALTER COLUMN " + column + " SET DATA TYPE " + DuckTypes.of(field)));
            }
        }
    }

    private void parts(String path, Field before, Field after) {
        TableSchema old = new TableSchema(before.fields());
        for (Field part : after.fields()) {
            String partPath = path + "." + DuckTypes.quote(part.name());
            Optional<Field> same = old.find(part.name());
            if (same.isEmpty()) {
                statements.add(alter("ADD COLUMN " + partPath + " " + DuckTypes.of(part)));
            } else if (part.type() == FieldType.STRUCT) {
                parts(inside(partPath, part), same.get(), part);
            }
        }
    }

    private static String inside(String path, Field field) {
        return field.isRepeated() ? path + ".element" : path;
    }

    private String alter(String change) {
        return "ALTER TABLE " + table + " " + change;
    }
}
