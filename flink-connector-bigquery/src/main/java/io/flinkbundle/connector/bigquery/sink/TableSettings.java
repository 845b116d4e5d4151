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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;

/**
 * What is done about the table when a job starts.
 *
 * @param mode whether it is created and compared with the rows
 * @param addColumns whether columns that it lacks are added
 * @param primaryKey the columns by which rows replace earlier ones; empty if they are added
 * @param sequenceField a column that grows with each change of a key; empty for none
 * @param layout of a table that is created
 * @param location of a dataset that is created; empty for the default of the service
 * @param kmsKey that encrypts a table that is created; empty for Google's own
 */
@Internal
public record TableSettings(
        SchemaMode mode,
        boolean addColumns,
        List<String> primaryKey,
        String sequenceField,
        TableDefinition.Layout layout,
        String location,
        String kmsKey)
        implements Serializable {

    static final TableSettings DEFAULT =
            new TableSettings(
                    SchemaMode.VALIDATE,
                    false,
                    List.of(),
                    "",
                    TableDefinition.Layout.PLAIN,
                    "",
                    "");

    public TableSettings {
        primaryKey = List.copyOf(primaryKey);
    }

    /** Whether rows replace earlier ones. */
    public boolean isUpsert() {
        return !primaryKey.isEmpty();
    }

    TableSettings withMode(SchemaMode other) {
        return new TableSettings(
                other, addColumns, primaryKey, sequenceField, layout, location, kmsKey);
    }

    TableSettings withAddColumns(boolean add) {
        return new TableSettings(mode, add, primaryKey, sequenceField, layout, location, kmsKey);
    }

    TableSettings withPrimaryKey(List<String> columns) {
        return new TableSettings(
                mode, addColumns, columns, sequenceField, layout, location, kmsKey);
    }

    TableSettings withSequenceField(String column) {
        return new TableSettings(mode, addColumns, primaryKey, column, layout, location, kmsKey);
    }

    TableSettings withLayout(TableDefinition.Layout other) {
        return new TableSettings(
                mode, addColumns, primaryKey, sequenceField, other, location, kmsKey);
    }

    TableSettings withLocation(String other) {
        return new TableSettings(
                mode, addColumns, primaryKey, sequenceField, layout, other, kmsKey);
    }

    TableSettings withKmsKey(String key) {
        return new TableSettings(
                mode, addColumns, primaryKey, sequenceField, layout, location, key);
    }
}
