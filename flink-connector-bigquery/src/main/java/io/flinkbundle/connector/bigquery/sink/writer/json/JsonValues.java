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

package io.flinkbundle.connector.bigquery.sink.writer.json;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.sink.writer.encode.IntervalTexts;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;

/**
 * Values as load jobs read them.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-json#details_of_loading_json_data">Loading
 *     JSON data</a>
 */
@Internal
final class JsonValues {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final int MAX_YEAR = 9999;

    private static final DateTimeFormatter DATETIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral('T')
                    .appendPattern("HH:mm:ss")
                    .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
                    .toFormatter();

    private JsonValues() {}

    static JsonValue of(TableField column, LogicalType type) {
        if (type instanceof MapType map) {
            return entries(column, map);
        }
        if (type instanceof ArrayType array) {
            JsonValue element = of(column.withMode(FieldMode.NULLABLE), array.getElementType());
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(array.getElementType());
            return (value, out) ->
                    writeArray(column.name(), (ArrayData) value, getter, element, out);
        }
        if (type instanceof RowType row) {
            return new JsonStruct(
                    row,
                    column.type() == FieldType.RANGE
                            ? BigQueryTypes.bounds(column)
                            : column.fields());
        }
        return scalar(column.type(), type);
    }

    private static JsonValue scalar(FieldType column, LogicalType type) {
        return switch (column) {
            case BOOL -> (value, out) -> out.writeBoolean((boolean) value);
            case INT64 -> (value, out) -> out.writeNumber(((Number) value).longValue());
            case FLOAT64 -> (value, out) -> writeDouble(((Number) value).doubleValue(), out);
            case NUMERIC, BIGNUMERIC -> (value, out) -> out.writeString(number(value));
            case STRING, GEOGRAPHY -> (value, out) -> out.writeString(value.toString());
            case JSON -> (value, out) -> writeJson(value.toString(), out);
            case BYTES -> (value, out) -> out.writeBinary((byte[]) value);
            case DATE -> (value, out) -> out.writeString(date((int) value));
            case TIME ->
                    (value, out) ->
                            out.writeString(
                                    LocalTime.ofNanoOfDay((int) value * NANOS_OF_MILLI).toString());
            case DATETIME ->
                    (value, out) ->
                            out.writeString(datetime(((TimestampData) value).toLocalDateTime()));
            case TIMESTAMP ->
                    (value, out) ->
                            out.writeString(
                                    datetime(((TimestampData) value).toLocalDateTime()) + "Z");
            case INTERVAL -> interval(type);
            case RANGE, STRUCT ->
                    throw new IllegalArgumentException(
                            "A " + column + " cannot hold " + type.asSummaryString() + ".");
        };
    }

    private static JsonValue interval(LogicalType type) {
        if (type.is(LogicalTypeRoot.INTERVAL_YEAR_MONTH)) {
            return (value, out) -> out.writeString(IntervalTexts.ofMonths((int) value));
        }
        if (type.is(LogicalTypeRoot.INTERVAL_DAY_TIME)) {
            return (value, out) -> out.writeString(IntervalTexts.ofMillis((long) value));
        }
        return (value, out) -> out.writeString(value.toString());
    }

    private static JsonValue entries(TableField column, MapType map) {
        TableField keyField = field(column.fields(), BigQueryTypes.MAP_KEY);
        TableField valueField = field(column.fields(), BigQueryTypes.MAP_VALUE);
        JsonValue key = of(keyField, map.getKeyType());
        JsonValue value = of(valueField, map.getValueType());
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(map.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(map.getValueType());
        return (entries, out) -> {
            MapData data = (MapData) entries;
            out.writeStartArray();
            for (int i = 0; i < data.size(); i++) {
                Object each = keys.getElementOrNull(data.keyArray(), i);
                if (each == null) {
                    throw new UnwritableValueException(
                            "a key of map '" + column.name() + "' is NULL");
                }
                out.writeStartObject();
                out.writeFieldName(keyField.name());
                key.write(each, out);
                Object held = values.getElementOrNull(data.valueArray(), i);
                if (held != null) {
                    out.writeFieldName(valueField.name());
                    value.write(held, out);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        };
    }

    private static TableField field(List<TableField> fields, String name) {
        return fields.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "A MAP needs a STRUCT with a field '" + name + "'."));
    }

    private static void writeArray(
            String name,
            ArrayData array,
            ArrayData.ElementGetter getter,
            JsonValue element,
            JsonGenerator out)
            throws IOException, UnwritableValueException {
        out.writeStartArray();
        for (int i = 0; i < array.size(); i++) {
            Object value = getter.getElementOrNull(array, i);
            if (value == null) {
                throw new UnwritableValueException(
                        "element "
                                + i
                                + " of array '"
                                + name
                                + "' is NULL, which an ARRAY of BigQuery cannot hold");
            }
            element.write(value, out);
        }
        out.writeEndArray();
    }

    private static void writeDouble(double value, JsonGenerator out) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(Double.toString(value));
        }
    }

    private static void writeJson(String text, JsonGenerator out)
            throws IOException, UnwritableValueException {
        try {
            // In one line, whatever the text has.
            out.writeRawValue(MAPPER.readTree(text).toString());
        } catch (JsonProcessingException e) {
            throw new UnwritableValueException("a value of type JSON is no JSON");
        }
    }

    private static String number(Object value) {
        return value instanceof DecimalData decimal
                ? decimal.toBigDecimal().toPlainString()
                : value.toString();
    }

    private static String date(int epochDay) throws UnwritableValueException {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        checkYear(date.getYear(), date);
        return date.toString();
    }

    private static String datetime(LocalDateTime value) throws UnwritableValueException {
        checkYear(value.getYear(), value);
        return DATETIME.format(value);
    }

    private static void checkYear(int year, Object value) throws UnwritableValueException {
        if (year < 1 || year > MAX_YEAR) {
            throw new UnwritableValueException(value + " is not in the years 1 to 9999");
        }
    }
}
