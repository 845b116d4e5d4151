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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldType;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;

/** Schemas as the Storage Write interface shows them. */
@Internal
final class StorageSchema {

    private StorageSchema() {}

    static TableSchema of(io.flinkbundle.emulators.bigquery.schema.TableSchema schema) {
        TableSchema.Builder builder = TableSchema.newBuilder();
        schema.fields().forEach(field -> builder.addFields(of(field)));
        return builder.build();
    }

    private static TableFieldSchema of(Field field) {
        TableFieldSchema.Builder builder =
                TableFieldSchema.newBuilder()
                        .setName(field.name())
                        .setType(type(field.type()))
                        .setMode(TableFieldSchema.Mode.valueOf(field.mode().name()));
        field.precision().ifPresent(builder::setPrecision);
        field.scale().ifPresent(builder::setScale);
        field.maxLength().ifPresent(builder::setMaxLength);
        field.description().ifPresent(builder::setDescription);
        field.defaultExpression().ifPresent(builder::setDefaultValueExpression);
        field.fields().forEach(part -> builder.addFields(of(part)));
        field.element()
                .ifPresent(
                        element ->
                                builder.setRangeElementType(
                                        TableFieldSchema.FieldElementType.newBuilder()
                                                .setType(type(element))));
        return builder.build();
    }

    private static TableFieldSchema.Type type(FieldType type) {
        return switch (type) {
            case FLOAT64 -> TableFieldSchema.Type.DOUBLE;
            default -> TableFieldSchema.Type.valueOf(type.name());
        };
    }
}
