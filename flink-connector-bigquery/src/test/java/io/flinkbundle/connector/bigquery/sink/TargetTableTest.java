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

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.testing.FakeTables;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetTableTest {

    private static final TableName TABLE = new TableName("p", "d", "t");
    private static final TableField ID = TableField.of("id", FieldType.INT64, FieldMode.REQUIRED);
    private static final TableField NAME =
            TableField.of("name", FieldType.STRING, FieldMode.NULLABLE);

    private final FakeTables tables = new FakeTables();

    @Test
    void createsATableThatIsMissing() throws Exception {
        TargetTable.Prepared prepared =
                prepare(
                        TableSettings.DEFAULT
                                .withMode(SchemaMode.CREATE)
                                .withPrimaryKey(List.of("id")));

        assertThat(prepared.changed()).isTrue();
        assertThat(prepared.description().schema().fields()).containsExactly(ID, NAME);
        assertThat(prepared.description().primaryKey()).containsExactly("id");
    }

    @Test
    void saysThatATableIsMissing() {
        assertThatThrownBy(() -> prepare(TableSettings.DEFAULT))
                .hasMessageContaining("There is no table p.d.t")
                .hasMessageContaining("'create-or-validate'");
    }

    @Test
    void leavesATableThatFitsAsItIs() throws Exception {
        tables.add(TABLE, new TableSchema(List.of(ID, NAME)), List.of());

        assertThat(prepare(TableSettings.DEFAULT).changed()).isFalse();
    }

    @Test
    void namesEveryDifference() {
        tables.add(
                TABLE,
                new TableSchema(List.of(TableField.of("id", FieldType.STRING, FieldMode.NULLABLE))),
                List.of());

        assertThatThrownBy(() -> prepare(TableSettings.DEFAULT))
                .hasMessageContaining("column 'id' is BIGINT NOT NULL in Flink and STRING")
                .hasMessageContaining("column 'name' (STRING) is missing in the table");
    }

    @Test
    void wantsThePrimaryKeyOfTheTable() {
        tables.add(TABLE, new TableSchema(List.of(ID, NAME)), List.of("name"));

        assertThatThrownBy(() -> prepare(TableSettings.DEFAULT.withPrimaryKey(List.of("id"))))
                .hasMessageContaining("the primary key is [id] in Flink and [name] in the table");
    }

    @Test
    void addsColumnsAsNullable() throws Exception {
        tables.add(TABLE, new TableSchema(List.of(NAME)), List.of());

        TargetTable.Prepared prepared = prepare(TableSettings.DEFAULT.withAddColumns(true));

        assertThat(prepared.changed()).isTrue();
        assertThat(prepared.description().schema().fields())
                .containsExactly(NAME, ID.withMode(FieldMode.NULLABLE));
    }

    private TargetTable.Prepared prepare(TableSettings settings) throws Exception {
        BigQuerySinkConfig config =
                new BigQuerySinkConfig(
                        BigQueryConnectionOptions.builder().build(),
                        TABLE,
                        RowType.of(
                                new LogicalType[] {
                                    new BigIntType(false), new VarCharType(VarCharType.MAX_LENGTH)
                                },
                                new String[] {"id", "name"}),
                        settings,
                        DeliveryGuarantee.AT_LEAST_ONCE,
                        BulkSettings.DEFAULT,
                        AppendConfig.DEFAULT,
                        BadRecordHandling.fail());
        return new TargetTable(tables, config).prepare();
    }
}
