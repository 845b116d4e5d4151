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

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.EncryptionConfiguration;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for tables over the REST interface. */
@Internal
public final class RestTableClient implements TableClient {

    private final BigQuery bigQuery;

    public RestTableClient(BigQuery bigQuery) {
        this.bigQuery = bigQuery;
    }

    @Override
    public Optional<TableDescription> find(TableName table) throws IOException {
        try {
            return Optional.ofNullable(bigQuery.getTable(id(table)))
                    .map(found -> DescribedTable.of(table, found));
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("find table " + table, e);
        }
    }

    @Override
    public Optional<String> location(String project, String dataset) throws IOException {
        try {
            Dataset found = bigQuery.getDataset(DatasetId.of(project, dataset));
            return Optional.ofNullable(found)
                    .map(each -> Optional.ofNullable(each.getLocation()).orElse(""));
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("find dataset " + project + "." + dataset, e);
        }
    }

    @Override
    public void create(TableName table, TableDefinition definition) throws IOException {
        TableInfo.Builder info = TableInfo.newBuilder(id(table), standardTable(definition));
        if (!definition.comment().isEmpty()) {
            info.setDescription(definition.comment());
        }
        if (!definition.kmsKey().isEmpty()) {
            info.setEncryptionConfiguration(
                    EncryptionConfiguration.newBuilder()
                            .setKmsKeyName(definition.kmsKey())
                            .build());
        }
        if (!definition.primaryKey().isEmpty()) {
            info.setTableConstraints(
                    TableConstraints.newBuilder()
                            .setPrimaryKey(
                                    PrimaryKey.newBuilder()
                                            .setColumns(definition.primaryKey())
                                            .build())
                            .build());
        }
        try {
            bigQuery.create(info.build());
        } catch (BigQueryException e) {
            ignoreExisting(BigQueryErrors.translate("create table " + table, e));
        }
    }

    private static StandardTableDefinition standardTable(TableDefinition definition) {
        TableDefinition.Layout layout = definition.layout();
        StandardTableDefinition.Builder built =
                StandardTableDefinition.newBuilder()
                        .setSchema(RestFields.schema(definition.schema().fields()));
        if (!layout.partitionField().isEmpty() || layout.expirationMillis() > 0) {
            TimePartitioning.Builder partitions =
                    TimePartitioning.newBuilder(
                            TimePartitioning.Type.valueOf(layout.partitionType().name()));
            if (!layout.partitionField().isEmpty()) {
                partitions.setField(layout.partitionField());
            }
            layout.expiration()
                    .ifPresent(expiration -> partitions.setExpirationMs(expiration.toMillis()));
            built.setTimePartitioning(partitions.build());
        }
        if (!layout.clustering().isEmpty()) {
            built.setClustering(Clustering.newBuilder().setFields(layout.clustering()).build());
        }
        return built.build();
    }

    @Override
    public void createDataset(
            String project, String dataset, String location, long tableLifetimeMillis)
            throws IOException {
        DatasetInfo.Builder info = DatasetInfo.newBuilder(DatasetId.of(project, dataset));
        if (!location.isEmpty()) {
            info.setLocation(location);
        }
        if (tableLifetimeMillis > 0) {
            info.setDefaultTableLifetime(tableLifetimeMillis);
        }
        try {
            bigQuery.create(info.build());
        } catch (BigQueryException e) {
            ignoreExisting(
                    BigQueryErrors.translate("create dataset " + project + "." + dataset, e));
        }
    }

    /** Another subtask was faster. */
    private static void ignoreExisting(IOException failure) throws IOException {
        if (!(failure instanceof ExistsException)) {
            throw failure;
        }
    }

    @Override
    public void addColumns(TableName table, List<TableField> added) throws IOException {
        String what = "add columns to table " + table;
        try {
            Table found = bigQuery.getTable(id(table));
            if (found == null) {
                throw new MissingResourceException(
                        "Could not " + what + ": it does not exist.", null);
            }
            StandardTableDefinition definition = found.getDefinition();
            List<Field> fields = new ArrayList<>(definition.getSchema().getFields());
            // Another subtask may have added some of them.
            RestFields.schema(added).getFields().stream()
                    .filter(
                            field ->
                                    fields.stream()
                                            .noneMatch(
                                                    each ->
                                                            each.getName()
                                                                    .equalsIgnoreCase(
                                                                            field.getName())))
                    .toList()
                    .forEach(fields::add);
            bigQuery.update(
                    found.toBuilder()
                            .setDefinition(
                                    definition.toBuilder().setSchema(Schema.of(fields)).build())
                            .build());
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate(what, e);
        }
    }

    @Override
    public void truncate(TableName table) throws IOException, InterruptedException {
        String what = "truncate table " + table;
        try {
            bigQuery.query(
                    QueryJobConfiguration.newBuilder("TRUNCATE TABLE `" + table + "`")
                            .setUseLegacySql(false)
                            .build());
        } catch (JobException e) {
            throw new BigQueryRequestException(
                    "Could not " + what + ": " + e.getErrors().get(0).getMessage(), e);
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate(what, e);
        }
    }

    @Override
    public void drop(TableName table) throws IOException {
        try {
            bigQuery.delete(id(table));
        } catch (BigQueryException e) {
            throw BigQueryErrors.translate("drop table " + table, e);
        }
    }

    static TableId id(TableName table) {
        return TableId.of(table.project(), table.dataset(), table.table());
    }
}
