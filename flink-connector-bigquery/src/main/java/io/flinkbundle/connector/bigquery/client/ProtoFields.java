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

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;

import java.util.List;

/** Columns as the Storage interfaces write them. */
@Internal
final class ProtoFields {

    private ProtoFields() {}

    static TableSchema schema(com.google.cloud.bigquery.storage.v1.TableSchema schema) {
        return new TableSchema(fields(schema.getFieldsList()));
    }

    private static List<TableField> fields(List<TableFieldSchema> fields) {
        return fields.stream().map(ProtoFields::field).toList();
    }

    private static TableField field(TableFieldSchema field) {
        FieldType type = type(field.getType());
        boolean timestamp = type == FieldType.TIMESTAMP;
        long digits = timestamp ? field.getTimestampPrecision().getValue() : field.getPrecision();
        return new TableField(
                field.getName(),
                type,
                mode(field.getMode()),
                timestamp && digits == TableField.TIMESTAMP_DIGITS ? 0 : (int) digits,
                (int) field.getScale(),
                fields(field.getFieldsList()),
                field.hasRangeElementType() ? type(field.getRangeElementType().getType()) : type,
                !field.getDefaultValueExpression().isEmpty());
    }

    private static FieldMode mode(TableFieldSchema.Mode mode) {
        return switch (mode) {
            case REQUIRED -> FieldMode.REQUIRED;
            case REPEATED -> FieldMode.REPEATED;
            default -> FieldMode.NULLABLE;
        };
    }

    private static FieldType type(TableFieldSchema.Type type) {
        return FieldType.of(type == TableFieldSchema.Type.DOUBLE ? "FLOAT64" : type.name());
    }
}
