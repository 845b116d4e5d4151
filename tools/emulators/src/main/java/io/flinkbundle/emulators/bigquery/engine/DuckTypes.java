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

import java.util.stream.Collectors;

/** The types of DuckDB that hold those of BigQuery. */
@Internal
public final class DuckTypes {

    private static final int MAX_DIGITS = 38;

    private DuckTypes() {}

    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The type of a column. */
    public static String of(Field field) {
        return of(field, "INTERVAL");
    }

    /**
     * The type of a column that rows are appended to; the Appender knows no intervals, which go in
     * as text.
     */
    static String appendable(Field field) {
        return of(field, "VARCHAR");
    }

    private static String of(Field field, String interval) {
        String type =
                switch (field.type()) {
                    case BOOL -> "BOOLEAN";
                    case INT64 -> "BIGINT";
                    case FLOAT64 -> "DOUBLE";
                    case NUMERIC, BIGNUMERIC -> decimal(field);
                    case STRING, GEOGRAPHY -> "VARCHAR";
                    case BYTES -> "BLOB";
                    case DATE -> "DATE";
                    case TIME -> "TIME";
                    case DATETIME -> "TIMESTAMP";
                    case TIMESTAMP -> "TIMESTAMPTZ";
                    case JSON -> "JSON";
                    case INTERVAL -> interval;
                    case RANGE, STRUCT ->
                            field.parts().stream()
                                    .map(part -> quote(part.name()) + " " + of(part, interval))
                                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
                };
        return field.isRepeated() ? type + "[]" : type;
    }

    /** BIGNUMERIC has more digits than DuckDB knows, and is text unless it is limited. */
    private static String decimal(Field field) {
        if (isText(field)) {
            return "VARCHAR";
        }
        int precision = field.precision().orElse(MAX_DIGITS);
        return "DECIMAL(" + precision + ", " + field.effectiveScale() + ")";
    }

    static boolean isText(Field field) {
        return field.type() == FieldType.BIGNUMERIC
                && field.precision().orElse(Integer.MAX_VALUE) > MAX_DIGITS;
    }

    static boolean hasInterval(TableSchema schema) {
        return schema.fields().stream().anyMatch(DuckTypes::hasInterval);
    }

    private static boolean hasInterval(Field field) {
        return field.type() == FieldType.INTERVAL
                || field.fields().stream().anyMatch(DuckTypes::hasInterval);
    }

    /** The columns of a table, as DDL and in quotes. */
    static String columns(TableSchema schema) {
        return schema.fields().stream()
                .map(
                        field ->
                                quote(field.name())
                                        + " "
                                        + of(field)
                                        + (field.isRequired() ? " NOT NULL" : ""))
                .collect(Collectors.joining(", "));
    }

    /** The names of the columns, in quotes. */
    public static String names(TableSchema schema) {
        return schema.fields().stream()
                .map(field -> quote(field.name()))
                .collect(Collectors.joining(", "));
    }
}
