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

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldElementType;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;

import java.util.ArrayList;
import java.util.List;

/** Columns as the REST interface writes them. */
@Internal
final class RestFields {

    private RestFields() {}

    static TableSchema schema(Schema schema) {
        return new TableSchema(
                schema == null
                        ? List.of()
                        : schema.getFields().stream().map(RestFields::field).toList());
    }

    static Schema schema(List<TableField> fields) {
        return Schema.of(fields.stream().map(RestFields::field).toList());
    }

    private static TableField field(Field field) {
        FieldType type = FieldType.of(field.getType().getStandardType().name());
        List<TableField> nested = new ArrayList<>();
        if (field.getSubFields() != null) {
            field.getSubFields().forEach(each -> nested.add(field(each)));
        }
        boolean timestamp = type == FieldType.TIMESTAMP;
        Long precision = timestamp ? field.getTimestampPrecision() : field.getPrecision();
        return new TableField(
                field.getName(),
                type,
                mode(field.getMode()),
                precision == null ? 0 : digits(type, precision.intValue()),
                field.getScale() == null ? 0 : field.getScale().intValue(),
                nested,
                field.getRangeElementType() == null
                        ? type
                        : FieldType.of(field.getRangeElementType().getType()),
                field.getDefaultValueExpression() != null);
    }

    /** The usual precision of a timestamp is written out or left out; here it is left out. */
    private static int digits(FieldType type, int precision) {
        return type == FieldType.TIMESTAMP && precision == TableField.TIMESTAMP_DIGITS
                ? 0
                : precision;
    }

    private static FieldMode mode(Field.Mode mode) {
        return mode == null ? FieldMode.NULLABLE : FieldMode.valueOf(mode.name());
    }

    private static Field field(TableField field) {
        StandardSQLTypeName type = StandardSQLTypeName.valueOf(field.type().name());
        Field.Builder built =
                field.type() == FieldType.STRUCT
                        ? Field.newBuilder(
                                field.name(),
                                type,
                                FieldList.of(
                                        field.fields().stream().map(RestFields::field).toList()))
                        : Field.newBuilder(field.name(), type);
        built.setMode(Field.Mode.valueOf(field.mode().name()));
        if (field.type() == FieldType.RANGE) {
            built.setRangeElementType(
                    FieldElementType.newBuilder().setType(field.rangeElement().name()).build());
        }
        if (field.precision() > 0 && field.type() == FieldType.TIMESTAMP) {
            built.setTimestampPrecision((long) field.precision());
        } else if (field.precision() > 0) {
            built.setPrecision((long) field.precision());
            if (field.scale() > 0) {
                built.setScale((long) field.scale());
            }
        }
        return built.build();
    }
}
