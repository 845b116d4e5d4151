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

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A field of a schema.
 *
 * @param fields those of a STRUCT
 * @param precision of NUMERIC and BIGNUMERIC, when it is limited
 * @param scale of NUMERIC and BIGNUMERIC, when it is limited
 * @param maxLength of STRING in characters and of BYTES in bytes, when it is limited
 * @param element the type of the bounds of a RANGE
 * @param defaultExpression what a row that lacks it gets, in SQL
 * @param description what its owner says of it
 */
@Internal
public record Field(
        String name,
        FieldType type,
        FieldMode mode,
        List<Field> fields,
        OptionalInt precision,
        OptionalInt scale,
        OptionalLong maxLength,
        Optional<FieldType> element,
        Optional<String> defaultExpression,
        Optional<String> description) {

    /** The scale of NUMERIC where none is given. */
    public static final int NUMERIC_SCALE = 9;

    /** The scale of BIGNUMERIC where none is given. */
    public static final int BIGNUMERIC_SCALE = 38;

    public static Field of(String name, FieldType type, FieldMode mode) {
        return of(name, type, mode, List.of());
    }

    public static Field of(String name, FieldType type, FieldMode mode, List<Field> fields) {
        return new Field(
                name,
                type,
                mode,
                fields,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A nullable RANGE of a type. */
    public static Field range(String name, FieldType element, FieldMode mode) {
        return new Field(
                name,
                FieldType.RANGE,
                mode,
                List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                Optional.of(element),
                Optional.empty(),
                Optional.empty());
    }

    public boolean isRepeated() {
        return mode == FieldMode.REPEATED;
    }

    public boolean isRequired() {
        return mode == FieldMode.REQUIRED;
    }

    public Field withName(String other) {
        return new Field(
                other,
                type,
                mode,
                fields,
                precision,
                scale,
                maxLength,
                element,
                defaultExpression,
                description);
    }

    public Field withMode(FieldMode other) {
        return new Field(
                name,
                type,
                other,
                fields,
                precision,
                scale,
                maxLength,
                element,
                defaultExpression,
                description);
    }

    public Field withFields(List<Field> others) {
        return new Field(
                name,
                type,
                mode,
                others,
                precision,
                scale,
                maxLength,
                element,
                defaultExpression,
                description);
    }

    /** One element of a repeated field. */
    public Field asElement() {
        return withMode(FieldMode.NULLABLE);
    }

    /** The fields of a value that has parts: those of a STRUCT, or the bounds of a RANGE. */
    public List<Field> parts() {
        return element.isPresent()
                ? List.of(
                        of("start", element.get(), FieldMode.NULLABLE),
                        of("end", element.get(), FieldMode.NULLABLE))
                : fields;
    }

    /** The digits after the point that a value may have. */
    public int effectiveScale() {
        if (scale.isPresent()) {
            return scale.getAsInt();
        }
        if (precision.isPresent()) {
            return 0;
        }
        return type == FieldType.BIGNUMERIC ? BIGNUMERIC_SCALE : NUMERIC_SCALE;
    }
}
