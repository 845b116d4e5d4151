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
import io.flinkbundle.emulators.bigquery.value.Civil;
import io.flinkbundle.emulators.bigquery.value.IntervalValue;

import org.apache.flink.annotation.Internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of the emulator and of DuckDB's JDBC driver. The emulator has a STRUCT and a RANGE as an
 * array of their parts, an ARRAY as a list, dates and times as {@link Civil} says, and everything
 * else as the class of its name.
 */
@Internal
final class DuckValues {

    private DuckValues() {}

    /** As the Appender takes it. */
    static Object toDuck(Field field, Object value) {
        if (field.isRepeated()) {
            // An array is never null, only empty.
            Field element = field.asElement();
            List<Object> elements = new ArrayList<>();
            if (value != null) {
                ((List<?>) value).forEach(e -> elements.add(toDuck(element, e)));
            }
            return elements;
        }
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> Civil.time((Long) value);
            case DATETIME -> Civil.dateTime((Long) value);
            case TIMESTAMP -> Civil.offsetDateTime((Long) value);
            case NUMERIC, BIGNUMERIC -> decimal(field, (BigDecimal) value);
            case INTERVAL -> ((IntervalValue) value).toDuckDb();
            case STRUCT, RANGE -> {
                Map<String, Object> parts = new LinkedHashMap<>();
                Object[] values = (Object[]) value;
                List<Field> fields = field.parts();
                for (int i = 0; i < values.length; i++) {
                    parts.put(fields.get(i).name(), toDuck(fields.get(i), values[i]));
                }
                yield parts;
            }
            default -> value;
        };
    }

    static Object decimal(Field field, BigDecimal value) {
        return DuckTypes.isText(field)
                ? value.stripTrailingZeros().toPlainString()
                : value.setScale(field.effectiveScale(), RoundingMode.HALF_UP);
    }

    /** As the emulator has it. */
    static Object fromDuck(Field field, Object value) throws SQLException {
        if (field.isRepeated()) {
            if (value == null) {
                return List.of();
            }
            Object[] array = (Object[]) ((Array) value).getArray();
            List<Object> elements = new ArrayList<>(array.length);
            Field element = field.asElement();
            for (Object e : array) {
                elements.add(fromDuck(element, e));
            }
            return elements;
        }
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case INT64 -> ((Number) value).longValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
            case TIME -> Civil.micros((LocalTime) value);
            case DATETIME -> Civil.micros(dateTime(value));
            case TIMESTAMP -> Civil.micros(((OffsetDateTime) value).toInstant());
            case BYTES -> bytes((Blob) value);
            case NUMERIC, BIGNUMERIC -> new BigDecimal(value.toString());
            case INTERVAL -> IntervalValue.ofDuckDb((String) value);
            case STRUCT, RANGE -> parts(field, (Struct) value);
            case BOOL -> value;
            default -> value.toString();
        };
    }

    private static LocalDateTime dateTime(Object value) {
        return value instanceof Timestamp timestamp
                ? timestamp.toLocalDateTime()
                : (LocalDateTime) value;
    }

    private static byte[] bytes(Blob blob) throws SQLException {
        return blob.getBytes(1, (int) blob.length());
    }

    private static Object[] parts(Field field, Struct struct) throws SQLException {
        Object[] attributes = struct.getAttributes();
        List<Field> fields = field.parts();
        Object[] parts = new Object[fields.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = fromDuck(fields.get(i), attributes[i]);
        }
        return parts;
    }
}
