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

package io.flinkbundle.connector.bigquery.table.lookup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes rows of what a query answers. */
@Internal
final class RowDecoder {

    private static final long MICROS_OF_MILLI = 1000;
    private static final int NANOS_OF_MICRO = 1000;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private RowDecoder() {}

    static GenericRowData row(RowType type, List<?> values) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, value(type.getTypeAt(i), values.get(i)));
        }
        return row;
    }

    private static Object value(LogicalType type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case ROW -> row((RowType) type, (List<?>) value);
            case ARRAY -> array((ArrayType) type, (List<?>) value);
            case MAP -> map((MapType) type, (List<?>) value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant((Long) value);
            default -> scalar(type, (String) value);
        };
    }

    private static GenericArrayData array(ArrayType type, List<?> elements) {
        return new GenericArrayData(
                elements.stream().map(each -> value(type.getElementType(), each)).toArray());
    }

    private static GenericMapData map(MapType type, List<?> entries) {
        Map<Object, Object> map = new HashMap<>();
        for (Object entry : entries) {
            List<?> pair = (List<?>) entry;
            map.put(value(type.getKeyType(), pair.get(0)), value(type.getValueType(), pair.get(1)));
        }
        return new GenericMapData(map);
    }

    private static TimestampData instant(long micros) {
        return TimestampData.fromEpochMillis(
                Math.floorDiv(micros, MICROS_OF_MILLI),
                (int) Math.floorMod(micros, MICROS_OF_MILLI) * NANOS_OF_MICRO);
    }

    private static Object scalar(LogicalType type, String text) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> Boolean.parseBoolean(text);
            case TINYINT -> (byte) Long.parseLong(text);
            case SMALLINT -> (short) Long.parseLong(text);
            case INTEGER -> (int) Long.parseLong(text);
            case BIGINT -> Long.parseLong(text);
            case FLOAT -> (float) Double.parseDouble(text);
            case DOUBLE -> Double.parseDouble(text);
            case DECIMAL -> decimal((DecimalType) type, text);
            case BINARY, VARBINARY -> Base64.getDecoder().decode(text);
            case DATE -> (int) LocalDate.parse(text).toEpochDay();
            case TIME_WITHOUT_TIME_ZONE ->
                    (int) (LocalTime.parse(text).toNanoOfDay() / NANOS_OF_MILLI);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    TimestampData.fromLocalDateTime(LocalDateTime.parse(text.replace(' ', 'T')));
            default -> StringData.fromString(text);
        };
    }

    private static DecimalData decimal(DecimalType type, String text) {
        DecimalData decimal =
                DecimalData.fromBigDecimal(
                        new BigDecimal(text), type.getPrecision(), type.getScale());
        if (decimal == null) {
            throw new ArithmeticException(
                    "The value " + text + " is no " + type.asSummaryString() + ".");
        }
        return decimal;
    }
}
