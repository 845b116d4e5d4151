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

package io.flinkbundle.emulators.bigquery.value;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as records of Avro.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/storage#avro_schema_details">the
 *     schema</a>
 */
@Internal
public final class AvroRows {

    private static final int NUMERIC_PRECISION = 38;
    private static final int BIGNUMERIC_PRECISION = 77;

    private final TableSchema tableSchema;
    private final Schema schema;
    private final List<Schema> types = new ArrayList<>();
    private int records;

    public AvroRows(TableSchema tableSchema) {
        this.tableSchema = tableSchema;
        this.schema = record("__root__", tableSchema.fields());
        schema.getFields().forEach(field -> types.add(field.schema()));
    }

    public Schema schema() {
        return schema;
    }

    private Schema record(String name, List<Field> fields) {
        List<Schema.Field> parts = new ArrayList<>();
        for (Field field : fields) {
            parts.add(new Schema.Field(field.name(), type(field), null, (Object) null));
        }
        return Schema.createRecord(name, null, null, false, parts);
    }

    private Schema type(Field field) {
        Schema element = elementType(field);
        return switch (field.mode()) {
            case REPEATED -> Schema.createArray(element);
            case REQUIRED -> element;
            case NULLABLE -> Schema.createUnion(Schema.create(Schema.Type.NULL), element);
        };
    }

    private Schema elementType(Field field) {
        return switch (field.type()) {
            case BOOL -> Schema.create(Schema.Type.BOOLEAN);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> Schema.create(Schema.Type.BYTES);
            case NUMERIC -> decimal(field, NUMERIC_PRECISION);
            case BIGNUMERIC -> decimal(field, BIGNUMERIC_PRECISION);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case TIMESTAMP ->
                    LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DATETIME ->
                    new LogicalType("datetime").addToSchema(Schema.create(Schema.Type.STRING));
            case JSON, GEOGRAPHY, INTERVAL -> {
                Schema text = Schema.create(Schema.Type.STRING);
                text.addProp("sqlType", field.type().sqlName());
                yield text;
            }
            case RANGE -> {
                Schema range =
                        record(
                                "RANGE_" + field.element().orElseThrow() + "_" + records++,
                                field.parts());
                range.addProp("sqlType", "RANGE");
                yield range;
            }
            case STRUCT -> record("__s_" + records++, field.fields());
        };
    }

    private static Schema decimal(Field field, int precision) {
        return LogicalTypes.decimal(field.precision().orElse(precision), field.effectiveScale())
                .addToSchema(Schema.create(Schema.Type.BYTES));
    }

    public GenericRecord record(Object[] row) {
        return record(schema, types, tableSchema.fields(), row);
    }

    private static GenericRecord record(
            Schema schema, List<Schema> types, List<Field> fields, Object[] row) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < row.length; i++) {
            record.put(i, value(types.get(i), fields.get(i), row[i]));
        }
        return record;
    }

    private static Object value(Schema type, Field field, Object value) {
        if (field.isRepeated()) {
            List<Object> elements = new ArrayList<>();
            if (value != null) {
                Field element = field.asElement();
                ((List<?>) value)
                        .forEach(e -> elements.add(value(type.getElementType(), element, e)));
            }
            return elements;
        }
        if (value == null) {
            return null;
        }
        return switch (field.type()) {
            case DATETIME, INTERVAL -> JsonCells.plainText(field, value);
            case BYTES -> ByteBuffer.wrap((byte[]) value);
            case NUMERIC, BIGNUMERIC ->
                    ByteBuffer.wrap(
                            ((BigDecimal) value)
                                    .setScale(field.effectiveScale())
                                    .unscaledValue()
                                    .toByteArray());
            case STRUCT, RANGE -> {
                Schema inner = type.getType() == Schema.Type.UNION ? type.getTypes().get(1) : type;
                yield record(
                        inner,
                        inner.getFields().stream().map(Schema.Field::schema).toList(),
                        field.parts(),
                        (Object[]) value);
            }
            default -> value;
        };
    }
}
