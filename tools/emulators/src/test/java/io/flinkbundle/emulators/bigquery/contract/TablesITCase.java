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

package io.flinkbundle.emulators.bigquery.contract;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.emulators.bigquery.testing.ContractTestBase;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldElementType;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TablesITCase extends ContractTestBase {

    private static final TableId TABLE = TableId.of(PROJECT, DATASET, "t");

    private static Field field(String name, StandardSQLTypeName type) {
        return Field.of(name, type);
    }

    @Test
    void datasetsAreCreatedListedChangedAndDeleted() {
        Dataset created =
                bigQuery.create(
                        DatasetInfo.newBuilder(PROJECT, "other")
                                .setLocation("EU")
                                .setLabels(Map.of("team", "data"))
                                .build());

        assertThat(created.getLocation()).isEqualTo("EU");
        assertThat(bigQuery.getDataset(DATASET).getLocation()).isEqualTo(emulator.location());
        assertThat(StreamSupport.stream(bigQuery.listDatasets().iterateAll().spliterator(), false))
                .extracting(dataset -> dataset.getDatasetId().getDataset())
                .containsExactly("other", DATASET);

        bigQuery.update(created.toBuilder().setDescription("described").build());
        assertThat(bigQuery.getDataset("other").getDescription()).isEqualTo("described");
        assertThat(bigQuery.getDataset("other").getLabels()).containsEntry("team", "data");

        assertThat(bigQuery.delete(DatasetId.of("other"))).isTrue();
        assertThat(bigQuery.getDataset("other")).isNull();
        assertThat(bigQuery.delete(DatasetId.of("other"))).isFalse();
    }

    @Test
    void aDatasetWithTablesIsDeletedOnlyWithItsContents() {
        bigQuery.create(TableInfo.of(TABLE, StandardTableDefinition.newBuilder().build()));

        assertThatThrownBy(() -> bigQuery.delete(DatasetId.of(DATASET)))
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("still in use");
        assertThat(
                        bigQuery.delete(
                                DatasetId.of(DATASET),
                                BigQuery.DatasetDeleteOption.deleteContents()))
                .isTrue();
    }

    @Test
    void aTableKeepsAllThatItWasCreatedWith() {
        Schema schema =
                Schema.of(
                        Field.newBuilder("id", StandardSQLTypeName.INT64)
                                .setMode(Field.Mode.REQUIRED)
                                .setDescription("the key")
                                .build(),
                        field("b", StandardSQLTypeName.BOOL),
                        field("f", StandardSQLTypeName.FLOAT64),
                        Field.newBuilder("n", StandardSQLTypeName.NUMERIC)
                                .setPrecision(10L)
                                .setScale(2L)
                                .build(),
                        field("big", StandardSQLTypeName.BIGNUMERIC),
                        field("s", StandardSQLTypeName.STRING),
                        field("bytes", StandardSQLTypeName.BYTES),
                        field("d", StandardSQLTypeName.DATE),
                        field("t", StandardSQLTypeName.TIME),
                        field("dt", StandardSQLTypeName.DATETIME),
                        field("ts", StandardSQLTypeName.TIMESTAMP),
                        field("j", StandardSQLTypeName.JSON),
                        field("g", StandardSQLTypeName.GEOGRAPHY),
                        field("i", StandardSQLTypeName.INTERVAL),
                        Field.newBuilder("r", StandardSQLTypeName.RANGE)
                                .setRangeElementType(
                                        FieldElementType.newBuilder().setType("DATE").build())
                                .build(),
                        Field.newBuilder(
                                        "rec",
                                        StandardSQLTypeName.STRUCT,
                                        field("x", StandardSQLTypeName.INT64),
                                        Field.newBuilder("ys", StandardSQLTypeName.STRING)
                                                .setMode(Field.Mode.REPEATED)
                                                .build())
                                .setMode(Field.Mode.REPEATED)
                                .build());
        bigQuery.create(
                TableInfo.newBuilder(
                                TABLE,
                                StandardTableDefinition.newBuilder()
                                        .setSchema(schema)
                                        .setTimePartitioning(
                                                TimePartitioning.newBuilder(
                                                                TimePartitioning.Type.DAY)
                                                        .setField("ts")
                                                        .setExpirationMs(86_400_000L)
                                                        .build())
                                        .setClustering(
                                                Clustering.newBuilder()
                                                        .setFields(List.of("id", "s"))
                                                        .build())
                                        .setTableConstraints(
                                                TableConstraints.newBuilder()
                                                        .setPrimaryKey(
                                                                PrimaryKey.newBuilder()
                                                                        .setColumns(List.of("id"))
                                                                        .build())
                                                        .build())
                                        .build())
                        .setLabels(Map.of("a", "b"))
                        .build());

        Table table = bigQuery.getTable(TABLE);
        StandardTableDefinition definition = table.getDefinition();
        assertThat(definition.getSchema().getFields())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("mode", "subFields")
                .isEqualTo(schema.getFields());
        assertThat(definition.getSchema().getFields().get("rec").getSubFields())
                .extracting(Field::getName)
                .containsExactly("x", "ys");
        assertThat(definition.getSchema().getFields().get("rec").getMode())
                .isEqualTo(Field.Mode.REPEATED);
        assertThat(definition.getTimePartitioning().getField()).isEqualTo("ts");
        assertThat(definition.getTimePartitioning().getExpirationMs()).isEqualTo(86_400_000L);
        assertThat(definition.getClustering().getFields()).containsExactly("id", "s");
        assertThat(definition.getTableConstraints().getPrimaryKey().getColumns())
                .containsExactly("id");
        assertThat(definition.getNumRows()).isZero();
        assertThat(table.getLabels()).containsEntry("a", "b");
        assertThat(emulator.calls().calls(Operation.TABLES_INSERT))
                .singleElement()
                .extracting(RecordedCall::detail)
                .isEqualTo("t");
    }

    @Test
    void fieldsAreAddedAndRelaxedAndNothingElse() {
        Field required =
                Field.newBuilder("id", StandardSQLTypeName.INT64)
                        .setMode(Field.Mode.REQUIRED)
                        .build();
        Field record =
                Field.of("rec", StandardSQLTypeName.STRUCT, field("x", StandardSQLTypeName.INT64));
        Table table =
                bigQuery.create(
                        TableInfo.of(
                                TABLE, StandardTableDefinition.of(Schema.of(required, record))));
        Schema wider =
                Schema.of(
                        field("id", StandardSQLTypeName.INT64),
                        Field.of(
                                "rec",
                                StandardSQLTypeName.STRUCT,
                                field("x", StandardSQLTypeName.INT64),
                                field("y", StandardSQLTypeName.JSON)),
                        field("z", StandardSQLTypeName.INTERVAL));

        table.toBuilder().setDefinition(StandardTableDefinition.of(wider)).build().update();

        Schema after = bigQuery.getTable(TABLE).getDefinition().getSchema();
        assertThat(after.getFields()).extracting(Field::getName).containsExactly("id", "rec", "z");
        assertThat(after.getFields().get("id").getMode()).isEqualTo(Field.Mode.NULLABLE);
        assertThat(after.getFields().get("rec").getSubFields()).hasSize(2);
        assertThatThrownBy(
                        () ->
                                table.toBuilder()
                                        .setDefinition(
                                                StandardTableDefinition.of(
                                                        Schema.of(
                                                                field(
                                                                        "id",
                                                                        StandardSQLTypeName
                                                                                .STRING))))
                                        .build()
                                        .update())
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("has changed type from INTEGER to STRING");
    }

    @Test
    void aTableThatIsThereIsADuplicate() {
        TableInfo table = TableInfo.of(TABLE, StandardTableDefinition.newBuilder().build());
        bigQuery.create(table);

        assertThatThrownBy(() -> bigQuery.create(table))
                .isInstanceOfSatisfying(
                        BigQueryException.class,
                        e -> {
                            assertThat(e.getCode()).isEqualTo(409);
                            assertThat(e.getReason()).isEqualTo("duplicate");
                        });
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(bigQuery.getTable(TABLE)).isNull();
        assertThat(bigQuery.delete(TABLE)).isFalse();
        assertThatThrownBy(() -> bigQuery.listTables("nowhere"))
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("Not found: Dataset test-project:nowhere");
    }

    @Test
    void aTableExpires() {
        bigQuery.create(
                TableInfo.newBuilder(TABLE, StandardTableDefinition.newBuilder().build())
                        .setExpirationTime(
                                emulator.clock().now().plus(Duration.ofDays(1)).toEpochMilli())
                        .build());
        assertThat(bigQuery.getTable(TABLE)).isNotNull();

        bigQuery.update(
                bigQuery.getTable(TABLE).toBuilder()
                        .setExpirationTime(emulator.clock().now().minusSeconds(1).toEpochMilli())
                        .build());

        assertThat(bigQuery.getTable(TABLE)).isNull();
        assertThat(bigQuery.listTables(DATASET).iterateAll()).isEmpty();
    }

    @Test
    void anEmptyTableHasNoRows() {
        Schema schema = Schema.of(field("id", StandardSQLTypeName.INT64));
        bigQuery.create(TableInfo.of(TABLE, StandardTableDefinition.of(schema)));

        assertThat(bigQuery.listTableData(TABLE, schema).iterateAll()).isEmpty();
    }

    @Test
    void aPrimaryKeyNeedsItsColumns() {
        assertThatThrownBy(
                        () ->
                                bigQuery.create(
                                        TableInfo.of(
                                                TABLE,
                                                StandardTableDefinition.newBuilder()
                                                        .setSchema(
                                                                Schema.of(
                                                                        field(
                                                                                "a",
                                                                                StandardSQLTypeName
                                                                                        .INT64)))
                                                        .setTableConstraints(
                                                                TableConstraints.newBuilder()
                                                                        .setPrimaryKey(
                                                                                PrimaryKey
                                                                                        .newBuilder()
                                                                                        .setColumns(
                                                                                                List
                                                                                                        .of(
                                                                                                                "id"))
                                                                                        .build())
                                                                        .build())
                                                        .build())))
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("cannot be found in the schema: id");
    }
}
