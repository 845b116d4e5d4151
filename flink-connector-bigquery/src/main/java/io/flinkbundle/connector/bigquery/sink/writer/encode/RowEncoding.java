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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

import java.util.List;

/**
 * Lays a row type into a message, and makes the encoder that writes it. Fields have the numbers of
 * their places, beginning with 1.
 */
@Internal
final class RowEncoding {

    private final DescriptorProto.Builder descriptor;
    private final FieldEncoder[] encoders;

    private RowEncoding(String name, RowType type, List<TableField> columns) {
        this.descriptor = DescriptorProto.newBuilder().setName(name);
        this.encoders = new FieldEncoder[type.getFieldCount()];
        for (int i = 0; i < encoders.length; i++) {
            String field = type.getFieldNames().get(i);
            TableField column = column(field, columns);
            encoders[i] = add(column, type.getTypeAt(i), i + 1);
        }
    }

    /**
     * @param type of the rows
     * @param schema of the table; the columns that the type has must fit it
     */
    static RowEncoding of(RowType type, TableSchema schema) {
        return new RowEncoding("Row", type, schema.fields());
    }

    DescriptorProto.Builder descriptor() {
        return descriptor;
    }

    MessageEncoder encoder() {
        return new MessageEncoder(encoders);
    }

    private static TableField column(String name, List<TableField> columns) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The table has no column '" + name + "'."));
    }

    private FieldEncoder add(TableField column, LogicalType type, int number) {
        FieldDescriptorProto.Builder field = FieldNames.field(column.name(), number);
        field.setLabel(
                column.mode() == FieldMode.REPEATED
                        ? FieldDescriptorProto.Label.LABEL_REPEATED
                        : FieldDescriptorProto.Label.LABEL_OPTIONAL);
        FieldEncoder encoder = encoder(column, type, number, field);
        descriptor.addField(field);
        return encoder;
    }

    private FieldEncoder encoder(
            TableField column, LogicalType type, int number, FieldDescriptorProto.Builder field) {
        if (type instanceof MapType map) {
            RowEncoding entry =
                    nest(
                            RowType.of(
                                    new LogicalType[] {map.getKeyType(), map.getValueType()},
                                    new String[] {BigQueryTypes.MAP_KEY, BigQueryTypes.MAP_VALUE}),
                            column.fields(),
                            number,
                            field);
            return NestedEncoders.map(column.name(), entry.encoders[0], entry.encoders[1], number);
        }
        if (type instanceof ArrayType array) {
            return NestedEncoders.array(
                    column.name(), encoder(column, array.getElementType(), number, field));
        }
        if (type instanceof RowType row) {
            List<TableField> fields =
                    column.type() == FieldType.RANGE
                            ? BigQueryTypes.bounds(column)
                            : column.fields();
            return NestedEncoders.struct(nest(row, fields, number, field).encoder(), number);
        }
        ScalarEncoding scalar = ScalarEncoding.of(column, type, number);
        field.setType(scalar.wireType());
        return scalar.encoder();
    }

    private RowEncoding nest(
            RowType type, List<TableField> fields, int number, FieldDescriptorProto.Builder field) {
        // Beside the other types of this message, which have the numbers of other fields.
        String name = "Struct" + number;
        RowEncoding nested = new RowEncoding(name, type, fields);
        descriptor.addNestedType(nested.descriptor);
        field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(name);
        return nested;
    }
}
