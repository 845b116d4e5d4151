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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * A column of a table, or a field of a STRUCT.
 *
 * @param name as it was created; BigQuery compares names without case
 * @param type the type of its values, or of its elements where it is REPEATED
 * @param mode whether it may be NULL, or is an array
 * @param precision of a NUMERIC or BIGNUMERIC, zero if it has none; of a TIMESTAMP the digits of
 *     its second, zero for the usual six
 * @param scale of a NUMERIC or BIGNUMERIC
 * @param fields those of a STRUCT
 * @param rangeElement the type of the bounds of a RANGE; of other types the type itself
 * @param hasDefault whether the table gives a value to rows without one
 */
@PublicEvolving
public record TableField(
        String name,
        FieldType type,
        FieldMode mode,
        int precision,
        int scale,
        List<TableField> fields,
        FieldType rangeElement,
        boolean hasDefault)
        implements Serializable {

    /** The digits of a second that a TIMESTAMP has unless it says otherwise. */
    public static final int TIMESTAMP_DIGITS = 6;

    public TableField {
        checkArgument(!name.isBlank(), "A column has no name.");
        fields = List.copyOf(fields);
    }

    /** A column of a type without parameters. */
    public static TableField of(String name, FieldType type, FieldMode mode) {
        return new TableField(name, type, mode, 0, 0, List.of(), type, false);
    }

    /** A NUMERIC or BIGNUMERIC with its digits. */
    public static TableField decimal(
            String name, FieldType type, FieldMode mode, int precision, int scale) {
        return new TableField(name, type, mode, precision, scale, List.of(), type, false);
    }

    /** A STRUCT. */
    public static TableField struct(String name, FieldMode mode, List<TableField> fields) {
        return new TableField(name, FieldType.STRUCT, mode, 0, 0, fields, FieldType.STRUCT, false);
    }

    /** A RANGE of DATE, DATETIME or TIMESTAMP. */
    public static TableField range(String name, FieldMode mode, FieldType element) {
        return new TableField(name, FieldType.RANGE, mode, 0, 0, List.of(), element, false);
    }

    /** The same column with another mode. */
    public TableField withMode(FieldMode other) {
        return new TableField(
                name, type, other, precision, scale, fields, rangeElement, hasDefault);
    }

    /** The type as it stands in a CREATE TABLE, without NOT NULL. */
    public String typeName() {
        String element =
                switch (type) {
                    case STRUCT ->
                            fields.stream()
                                    .map(field -> field.name() + " " + field.typeName())
                                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
                    case RANGE -> "RANGE<" + rangeElement + ">";
                    default -> type + parameters();
                };
        return mode == FieldMode.REPEATED ? "ARRAY<" + element + ">" : element;
    }

    private String parameters() {
        if (precision == 0) {
            return "";
        }
        return scale == 0 ? "(" + precision + ")" : "(" + precision + ", " + scale + ")";
    }
}
