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

package io.flinkbundle.connector.bigquery.types;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.AbstractDataType;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class BigQueryTypesTest {

    static Stream<Arguments> readTypes() {
        return Stream.of(
                arguments(plain(FieldType.BOOL), "BOOLEAN"),
                arguments(plain(FieldType.INT64), "BIGINT"),
                arguments(plain(FieldType.FLOAT64), "DOUBLE"),
                arguments(plain(FieldType.NUMERIC), "DECIMAL(38, 9)"),
                arguments(
                        TableField.decimal("f", FieldType.NUMERIC, FieldMode.NULLABLE, 10, 2),
                        "DECIMAL(10, 2)"),
                arguments(plain(FieldType.BIGNUMERIC), "STRING"),
                arguments(
                        TableField.decimal("f", FieldType.BIGNUMERIC, FieldMode.NULLABLE, 38, 20),
                        "DECIMAL(38, 20)"),
                arguments(
                        TableField.decimal("f", FieldType.BIGNUMERIC, FieldMode.NULLABLE, 60, 20),
                        "STRING"),
                arguments(plain(FieldType.STRING), "STRING"),
                arguments(plain(FieldType.JSON), "STRING"),
                arguments(plain(FieldType.GEOGRAPHY), "STRING"),
                arguments(plain(FieldType.INTERVAL), "STRING"),
                arguments(plain(FieldType.BYTES), "BYTES"),
                arguments(plain(FieldType.DATE), "DATE"),
                arguments(plain(FieldType.TIME), "TIME(3)"),
                arguments(plain(FieldType.DATETIME), "TIMESTAMP(6)"),
                arguments(plain(FieldType.TIMESTAMP), "TIMESTAMP_LTZ(6)"),
                arguments(
                        new TableField(
                                "f",
                                FieldType.TIMESTAMP,
                                FieldMode.NULLABLE,
                                12,
                                0,
                                List.of(),
                                FieldType.TIMESTAMP,
                                false),
                        "TIMESTAMP_LTZ(9)"),
                arguments(
                        TableField.range("f", FieldMode.NULLABLE, FieldType.DATE),
                        "ROW<`start` DATE, `end` DATE>"),
                arguments(
                        TableField.of("f", FieldType.INT64, FieldMode.REPEATED),
                        "ARRAY<BIGINT NOT NULL> NOT NULL"),
                arguments(
                        TableField.struct(
                                "f",
                                FieldMode.REQUIRED,
                                List.of(
                                        plain(FieldType.BOOL),
                                        TableField.of("g", FieldType.DATE, FieldMode.NULLABLE))),
                        "ROW<`f` BOOLEAN, `g` DATE> NOT NULL"));
    }

    @ParameterizedTest
    @MethodSource("readTypes")
    void readsEveryType(TableField field, String type) {
        assertThat(BigQueryTypes.flinkType(field).asSummaryString()).isEqualTo(type);
    }

    static Stream<Arguments> createdTypes() {
        return Stream.of(
                arguments(DataTypes.BOOLEAN(), "BOOL"),
                arguments(DataTypes.TINYINT(), "INT64"),
                arguments(DataTypes.INT(), "INT64"),
                arguments(DataTypes.BIGINT(), "INT64"),
                arguments(DataTypes.FLOAT(), "FLOAT64"),
                arguments(DataTypes.DOUBLE(), "FLOAT64"),
                arguments(DataTypes.DECIMAL(10, 2), "NUMERIC(10, 2)"),
                arguments(DataTypes.DECIMAL(38, 9), "NUMERIC(38, 9)"),
                arguments(DataTypes.DECIMAL(38, 0), "BIGNUMERIC(38)"),
                arguments(DataTypes.DECIMAL(20, 10), "BIGNUMERIC(20, 10)"),
                arguments(DataTypes.CHAR(3), "STRING"),
                arguments(DataTypes.STRING(), "STRING"),
                arguments(DataTypes.BYTES(), "BYTES"),
                arguments(DataTypes.DATE(), "DATE"),
                arguments(DataTypes.TIME(3), "TIME"),
                arguments(DataTypes.TIMESTAMP(3), "DATETIME"),
                arguments(DataTypes.TIMESTAMP_LTZ(9), "TIMESTAMP"),
                arguments(DataTypes.INTERVAL(DataTypes.MONTH()), "INTERVAL"),
                arguments(DataTypes.ARRAY(DataTypes.INT()), "ARRAY<INT64>"),
                arguments(
                        DataTypes.MAP(DataTypes.STRING(), DataTypes.DOUBLE()),
                        "ARRAY<STRUCT<key STRING, value FLOAT64>>"),
                arguments(
                        ROW(FIELD("a", DataTypes.ARRAY(DataTypes.DATE()))),
                        "STRUCT<a ARRAY<DATE>>"));
    }

    @ParameterizedTest
    @MethodSource("createdTypes")
    void createsEveryType(DataType type, String name) {
        assertThat(BigQueryTypes.field("f", type.getLogicalType()).typeName()).isEqualTo(name);
    }

    @Test
    void refusesWhatBigQueryDoesNotHave() {
        assertThatThrownBy(() -> field(DataTypes.MULTISET(DataTypes.INT())))
                .hasMessageContaining("Column 'f' is of type MULTISET<INT>");
        assertThatThrownBy(() -> field(DataTypes.ARRAY(DataTypes.ARRAY(DataTypes.INT()))))
                .hasMessageContaining("array of arrays");
    }

    @Test
    void whatIsCreatedFits() {
        createdTypes()
                .map(arguments -> (DataType) arguments.get()[0])
                .forEach(
                        type -> {
                            RowType row = row(FIELD("f", type));
                            assertThat(SchemaComparison.differences(row, BigQueryTypes.schema(row)))
                                    .isEmpty();
                        });
    }

    @Test
    void whatIsReadCanBeWritten() {
        readTypes()
                .map(arguments -> (TableField) arguments.get()[0])
                .forEach(
                        field -> {
                            TableSchema schema = new TableSchema(List.of(field));
                            assertThat(
                                            SchemaComparison.differences(
                                                    BigQueryTypes.rowType(schema), schema))
                                    .isEmpty();
                        });
    }

    @Test
    void namesEveryDifference() {
        TableSchema table =
                new TableSchema(
                        List.of(
                                TableField.of("id", FieldType.INT64, FieldMode.REQUIRED),
                                TableField.of("at", FieldType.TIMESTAMP, FieldMode.NULLABLE),
                                TableField.decimal(
                                        "price", FieldType.NUMERIC, FieldMode.NULLABLE, 10, 2),
                                TableField.struct(
                                        "who", FieldMode.NULLABLE, List.of(plain(FieldType.BOOL))),
                                TableField.of("tags", FieldType.STRING, FieldMode.REPEATED),
                                TableField.of("needed", FieldType.STRING, FieldMode.REQUIRED)));

        List<String> differences =
                SchemaComparison.differences(
                        row(
                                FIELD("id", DataTypes.BIGINT()),
                                FIELD("at", DataTypes.TIMESTAMP(3)),
                                FIELD("price", DataTypes.DECIMAL(10, 3)),
                                FIELD("who", ROW(FIELD("f", DataTypes.STRING()))),
                                FIELD("tags", DataTypes.STRING()),
                                FIELD("more", DataTypes.INT())),
                        table);

        assertThat(differences)
                .hasSize(7)
                .anyMatch(text -> text.contains("'id' may be NULL in Flink"))
                .anyMatch(
                        text ->
                                text.startsWith(
                                        "column 'at' is TIMESTAMP(3) in Flink and TIMESTAMP in the"
                                                + " table: declare it as TIMESTAMP_LTZ(6)"))
                .anyMatch(text -> text.contains("'price' is DECIMAL(10, 3)"))
                .anyMatch(text -> text.startsWith("column 'who.f' is STRING"))
                .anyMatch(text -> text.startsWith("column 'tags' is STRING"))
                .anyMatch(text -> text.equals("column 'more' (INT) is missing in the table"))
                .anyMatch(text -> text.startsWith("column 'needed' (STRING NOT NULL)"));
    }

    private static TableField field(DataType type) {
        return BigQueryTypes.field("f", type.getLogicalType());
    }

    private static TableField plain(FieldType type) {
        return TableField.of("f", type, FieldMode.NULLABLE);
    }

    private static RowType row(DataTypes.Field... fields) {
        AbstractDataType<?> type = ROW(fields);
        return (RowType) ((DataType) type).getLogicalType();
    }
}
