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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.client.TableSchema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables without rows, in datasets of the EU. */
public final class FakeTables implements TableClient {

    public final Map<TableName, TableDescription> tables = new HashMap<>();

    public void add(TableName name, TableSchema schema, List<String> primaryKey) {
        tables.put(
                name,
                new TableDescription(
                        name,
                        TableDescription.Kind.TABLE,
                        schema,
                        primaryKey,
                        "EU",
                        0,
                        0,
                        TableDefinition.Layout.PLAIN,
                        ""));
    }

    @Override
    public Optional<TableDescription> find(TableName table) {
        return Optional.ofNullable(tables.get(table));
    }

    @Override
    public Optional<String> location(String project, String dataset) {
        return Optional.of("EU");
    }

    @Override
    public void create(TableName table, TableDefinition definition) {
        add(table, definition.schema(), definition.primaryKey());
    }

    @Override
    public void createDataset(
            String project, String dataset, String location, long tableLifetimeMillis) {
        // Every dataset is there.
    }

    @Override
    public void addColumns(TableName table, List<TableField> added) {
        List<TableField> fields = new ArrayList<>(tables.get(table).schema().fields());
        fields.addAll(added);
        add(table, new TableSchema(fields), tables.get(table).primaryKey());
    }

    @Override
    public void truncate(TableName table) {
        // Tables are without rows.
    }

    @Override
    public void drop(TableName table) {
        tables.remove(table);
    }
}
