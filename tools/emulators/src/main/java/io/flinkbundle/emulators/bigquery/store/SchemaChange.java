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

package io.flinkbundle.emulators.bigquery.store;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/** Which schemas may follow which: fields may be added and relaxed, and nothing else. */
@Internal
public final class SchemaChange {

    private SchemaChange() {}

    /**
     * @throws ApiException when the service would refuse the change
     */
    public static void check(TableId table, TableSchema before, TableSchema after) {
        check(table, "", before.fields(), after.fields());
    }

    private static void check(TableId table, String path, List<Field> before, List<Field> after) {
        TableSchema old = new TableSchema(before);
        TableSchema wanted = new TableSchema(after);
        for (Field field : before) {
            String name = path + field.name();
            Optional<Field> same = wanted.find(field.name());
            if (same.isEmpty()) {
                throw mismatch(table, "Field " + name + " is missing in new schema");
            }
            Field next = same.get();
            if (next.type() != field.type() || !next.element().equals(field.element())) {
                throw mismatch(
                        table,
                        "Field "
                                + name
                                + " has changed type from "
                                + field.type().restName()
                                + " to "
                                + next.type().restName());
            }
            boolean relaxed = field.isRequired() && next.mode() == FieldMode.NULLABLE;
            if (next.mode() != field.mode() && !relaxed) {
                throw mismatch(
                        table,
                        "Field "
                                + name
                                + " has changed mode from "
                                + field.mode()
                                + " to "
                                + next.mode());
            }
            check(table, name + ".", field.fields(), next.fields());
        }
        for (Field field : after) {
            if (field.isRequired() && old.find(field.name()).isEmpty()) {
                throw mismatch(
                        table,
                        "Cannot add required fields to an existing schema. (field: "
                                + path
                                + field.name()
                                + ")");
            }
        }
    }

    private static ApiException mismatch(TableId table, String why) {
        return ApiException.invalid("Provided Schema does not match Table " + table + ". " + why);
    }
}
