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

package io.flinkbundle.emulators.bigquery.jobs;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.FieldType;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.value.Texts;
import io.flinkbundle.emulators.bigquery.value.ValueException;

import org.apache.flink.annotation.Internal;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads files in Avro.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-avro">loading
 *     Avro</a>
 */
@Internal
final class AvroInput {

    private static final int MICROS_PER_MILLI = 1_000;

    private final boolean logicalTypes;

    /**
     * @param logicalTypes whether times are times, and not the numbers that they are written as
     */
    AvroInput(boolean logicalTypes) {
        this.logicalTypes = logicalTypes;
    }

    /** The schema that a file becomes. */
    TableSchema schema(byte[] file) {
        try (DataFileReader<GenericRecord> reader = open(file)) {
            return new TableSchema(fields(reader.getSchema()));
        } catch (IOException | AvroRuntimeException e) {
            throw invalid(e);
        }
    }

    private static DataFileReader<GenericRecord> open(byte[] file) throws IOException {
        return new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
    }

    private static ApiException invalid(Exception e) {
        return ApiException.invalid(
                "Error while reading data, error message: The Apache Avro library failed to parse"
                        + " the file: "
                        + e.getMessage());
    }

    private List<Field> fields(Schema record) {
        List<Field> fields = new ArrayList<>();
        record.getFields().forEach(field -> fields.add(field(field.name(), field.schema())));
        return fields;
    }

    private Field field(String name, Schema schema) {
        Schema type = withoutNull(schema);
        if (type.getType() == Schema.Type.ARRAY) {
            return field(name, type.getElementType()).withMode(FieldMode.REPEATED);
        }
        FieldMode mode =
                schema.getType() == Schema.Type.UNION ? FieldMode.NULLABLE : FieldMode.REQUIRED;
        if (type.getType() == Schema.Type.RECORD) {
            return Field.of(name, FieldType.STRUCT, mode, fields(type));
        }
        return Field.of(name, simple(type), mode);
    }

    private static Schema withoutNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> types =
                schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
        if (types.size() != 1) {
            throw ApiException.notEmulated("unions of several types in Avro");
        }
        return types.get(0);
    }

    private FieldType simple(Schema type) {
        Optional<String> logical =
                Optional.ofNullable(type.getProp("logicalType")).filter(t -> logicalTypes);
        Optional<String> sql = Optional.ofNullable(type.getProp("sqlType"));
        return switch (logical.or(() -> sql).orElse("")) {
            case "date" -> FieldType.DATE;
            case "time-micros", "time-millis" -> FieldType.TIME;
            case "timestamp-micros", "timestamp-millis" -> FieldType.TIMESTAMP;
            case "local-timestamp-micros", "local-timestamp-millis", "datetime" ->
                    FieldType.DATETIME;
            case "decimal" ->
                    ((LogicalTypes.Decimal) type.getLogicalType()).getScale() > Field.NUMERIC_SCALE
                            ? FieldType.BIGNUMERIC
                            : FieldType.NUMERIC;
            case "JSON" -> FieldType.JSON;
            case "GEOGRAPHY" -> FieldType.GEOGRAPHY;
            case "INTERVAL" -> FieldType.INTERVAL;
            default ->
                    switch (type.getType()) {
                        case BOOLEAN -> FieldType.BOOL;
                        case INT, LONG -> FieldType.INT64;
                        case FLOAT, DOUBLE -> FieldType.FLOAT64;
                        case BYTES, FIXED -> FieldType.BYTES;
                        case STRING, ENUM -> FieldType.STRING;
                        default ->
                                throw ApiException.notEmulated("the Avro type " + type.getType());
                    };
        };
    }

    /** The rows of a file, for a schema. */
    List<Object[]> read(byte[] file, TableSchema schema) {
        List<Object[]> rows = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader = open(file)) {
            GenericRecord record = null;
            while (reader.hasNext()) {
                record = reader.next(record);
                rows.add(row(record, schema.fields()));
            }
            return rows;
        } catch (IOException | AvroRuntimeException | ValueException e) {
            throw invalid(e);
        }
    }

    private static Object[] row(GenericRecord record, List<Field> fields) {
        Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            Field field = fields.get(i);
            Schema.Field own = record.getSchema().getField(field.name());
            if (own != null) {
                row[i] = value(field, withoutNull(own.schema()), record.get(own.pos()));
            }
            if (row[i] == null && field.isRequired()) {
                throw new ValueException("Required field " + field.name() + " is missing");
            }
        }
        return row;
    }

    private static Object value(Field field, Schema type, Object value) {
        if (value == null) {
            return null;
        }
        if (field.isRepeated()) {
            Field element = field.asElement();
            List<Object> elements = new ArrayList<>();
            ((List<?>) value)
                    .forEach(
                            e ->
                                    elements.add(
                                            value(element, withoutNull(type.getElementType()), e)));
            return elements;
        }
        String logical = String.valueOf(type.getProp("logicalType"));
        return switch (field.type()) {
            case BOOL -> value;
            case INT64 -> ((Number) value).longValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            case BYTES -> bytes(value);
            case NUMERIC, BIGNUMERIC -> Texts.checked(field, decimal(type, value));
            case DATE ->
                    value instanceof Integer days ? days : Texts.parse(field, value.toString());
            case TIME, TIMESTAMP, DATETIME -> {
                if (!(value instanceof Number number)) {
                    yield Texts.parse(field, value.toString());
                }
                yield logical.endsWith("millis")
                        ? number.longValue() * MICROS_PER_MILLI
                        : number.longValue();
            }
            case STRUCT, RANGE -> row((GenericRecord) value, field.parts());
            default -> Texts.parse(field, value.toString());
        };
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes().clone();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static BigDecimal decimal(Schema type, Object value) {
        if (value instanceof ByteBuffer || value instanceof GenericFixed) {
            int scale =
                    type.getLogicalType() instanceof LogicalTypes.Decimal decimal
                            ? decimal.getScale()
                            : 0;
            return new BigDecimal(new BigInteger(bytes(value)), scale);
        }
        return new BigDecimal(value.toString());
    }
}
