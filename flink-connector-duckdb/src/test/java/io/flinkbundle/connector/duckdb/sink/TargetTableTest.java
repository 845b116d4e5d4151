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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TargetTableTest {

    private static final DataType NESTED =
            DataTypes.ROW(
                    DataTypes.FIELD(
                            "l", DataTypes.ARRAY(DataTypes.ARRAY(DataTypes.TIMESTAMP_LTZ(6)))),
                    DataTypes.FIELD(
                            "m", DataTypes.MAP(DataTypes.STRING(), DataTypes.DECIMAL(10, 2))),
                    DataTypes.FIELD(
                            "s",
                            DataTypes.ROW(
                                    DataTypes.FIELD("a b", DataTypes.INT()),
                                    DataTypes.FIELD("c", DataTypes.ARRAY(DataTypes.BYTES())))));

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("t.duckdb");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "CREATE_OR_VALIDATE"})
    void createsAMissingTable(SchemaMode mode) throws Exception {
        DataType rows =
                DataTypes.ROW(
                        DataTypes.FIELD("Id", DataTypes.BIGINT().notNull()),
                        DataTypes.FIELD("a \"b\"", DataTypes.DECIMAL(10, 2)));

        prepare(rows, mode);

        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT column_name, data_type, is_nullable FROM duckdb_columns()"
                                        + " WHERE table_name = 't' ORDER BY column_index"))
                .containsExactly("Id|BIGINT|false", "a \"b\"|DECIMAL(10,2)|true");
    }

    @Test
    void refusesAMissingTableWhereItMayNotCreateOne() throws Exception {
        SinkFiles.execute(file, "CREATE TABLE other (i INTEGER)");

        assertThatThrownBy(() -> prepare(SinkFiles.ROWS, SchemaMode.VALIDATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Table 'main.t' does not exist")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("create-or-validate");
    }

    @Test
    void doesNotCreateAFileWhereItMayNotCreateATable() {
        DuckDbSinkConfig config = SinkFiles.config(file, SinkFiles.ROWS, SchemaMode.VALIDATE);

        assertThatThrownBy(() -> TargetTable.checkFile(config))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("'sink.schema-mode' = 'validate'");

        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void listsAllDifferencesInOneMessage() throws Exception {
        SinkFiles.execute(
                file,
                "CREATE TABLE t (id VARCHAR, must INTEGER NOT NULL, may INTEGER NOT NULL DEFAULT 1,"
                        + " twice INTEGER GENERATED ALWAYS AS (may * 2))");
        DataType rows =
                DataTypes.ROW(
                        DataTypes.FIELD("id", DataTypes.BIGINT()),
                        DataTypes.FIELD("name", DataTypes.STRING()),
                        DataTypes.FIELD("TWICE", DataTypes.INT()));

        assertThatThrownBy(() -> prepare(rows, SchemaMode.CREATE_OR_VALIDATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "column 'id' is written as BIGINT (Flink BIGINT), but the table has"
                                + " VARCHAR")
                .hasMessageContaining("column 'name' (VARCHAR) is missing in the table")
                .hasMessageContaining(
                        "column 'must' (INTEGER NOT NULL) of the table has no default")
                .hasMessageContaining("column 'twice' is computed by DuckDB")
                .hasMessageNotContaining("'may'");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "NONE"})
    void leavesTheCheckOut(SchemaMode mode) throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (id VARCHAR)");

        assertThatCode(() -> prepare(SinkFiles.ROWS, mode)).doesNotThrowAnyException();
    }

    @Test
    void refusesAView() throws Exception {
        SinkFiles.execute(file, "CREATE VIEW t AS SELECT 1::BIGINT AS id, 'x' AS name");

        assertThatThrownBy(() -> prepare(SinkFiles.ROWS, SchemaMode.VALIDATE))
                .hasMessageContaining("'t' is a view");
    }

    @Test
    void takesColumnsInAnyOrderAndCase() throws Exception {
        SinkFiles.execute(file, "CREATE TABLE T (NAME VARCHAR, ID BIGINT)");

        assertThatCode(() -> prepare(SinkFiles.ROWS, SchemaMode.VALIDATE))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAColumnThatMayBeNullWhereTheTableTakesNone() throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT NOT NULL, name VARCHAR)");

        assertThatThrownBy(() -> prepare(SinkFiles.ROWS, SchemaMode.VALIDATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("column 'id' may be NULL in Flink")
                .hasMessageContaining("declare it as BIGINT NOT NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIMARY KEY(id)",
                "UNIQUE(\"name\")",
                "CHECK((id > 0))",
                "FOREIGN KEY (id) REFERENCES other(id)"
            })
    void refusesConstraintsThatOnlyACommitCanCheck(String constraint) throws Exception {
        SinkFiles.execute(
                file,
                "CREATE TABLE other (id BIGINT PRIMARY KEY)",
                "CREATE TABLE t (id BIGINT, name VARCHAR, " + constraint + ")");

        assertThatThrownBy(() -> refuseConstraints(SchemaMode.VALIDATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'main.t'")
                .hasMessageContaining(constraint)
                .hasMessageContaining("without checkpoints");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id BIGINT PRIMARY KEY, name VARCHAR",
                "ID BIGINT, name VARCHAR, PRIMARY KEY (ID)"
            })
    void takesThePrimaryKeyByWhichItUpserts(String columns) throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (" + columns + ")");

        assertThatCode(() -> refuseConstraints(byId(SchemaMode.VALIDATE)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIMARY KEY(\"name\")", "PRIMARY KEY(id, \"name\")", "UNIQUE(id)"})
    void refusesAnotherKeyThanTheOneByWhichItUpserts(String constraint) throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT, name VARCHAR, " + constraint + ")");

        assertThatThrownBy(() -> refuseConstraints(byId(SchemaMode.VALIDATE)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(constraint);
    }

    @ParameterizedTest
    @CsvSource({"true, PRIMARY KEY", "false, NOT NULL"})
    void createsThePrimaryKeyOnlyIfToldTo(boolean creates, String constraints) throws Exception {
        DuckDbSinkConfig config =
                DuckDbSink.builder()
                        .setPath(file.toString())
                        .setTableName("t")
                        .setRowType(SinkFiles.ROWS)
                        .setPrimaryKey("ID")
                        .setCreatePrimaryKey(creates)
                        .build()
                        .config();
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetTable.prepare(target, config);
        }

        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT constraint_type, lower(constraint_column_names[1]) FROM"
                                        + " duckdb_constraints() ORDER BY ALL DESC LIMIT 1"))
                .containsExactly(constraints + "|id");
    }

    @Test
    void leavesConstraintsToTheUserWithoutACheckOfTheSchema() throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR)");

        assertThatCode(() -> refuseConstraints(SchemaMode.NONE)).doesNotThrowAnyException();
    }

    @Test
    void doesNotTakeAConstraintOfAnotherTableForItsOwn() throws Exception {
        SinkFiles.execute(
                file,
                "CREATE TABLE other (id BIGINT PRIMARY KEY)",
                "CREATE TABLE t (id BIGINT NOT NULL, name VARCHAR)");

        assertThatCode(() -> refuseConstraints(SchemaMode.VALIDATE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INTEGER|BIGINT|true",
                "BIGINT|INTEGER|false",
                "SMALLINT|UTINYINT|true",
                "FLOAT|DOUBLE|true",
                "DOUBLE|FLOAT|false",
                "DECIMAL(10,2)|DECIMAL(12,2)|true",
                "DECIMAL(10,2)|DECIMAL(12,3)|true",
                "DECIMAL(10,2)|DECIMAL(10,3)|false",
                "DECIMAL(10,2)|DECIMAL(12,1)|false",
                "DECIMAL(20,0)|UBIGINT|true",
                "DECIMAL(20,1)|UBIGINT|false",
                "VARCHAR|UUID|true",
                "VARCHAR|ENUM('a', 'b')|true",
                "VARCHAR|BIGINT|false",
                "TIMESTAMP|TIMESTAMP WITH TIME ZONE|false",
                "BIGINT|VARCHAR|false"
            })
    void assignsOnlyWhereNoValueChanges(String written, String column, boolean allowed) {
        assertThat(TypeAssignment.isAllowed(DuckDbType.parse(written), DuckDbType.parse(column)))
                .isEqualTo(allowed);
    }

    @Test
    void namesAColumnWhoseTypeCannotBeWritten() {
        DataType rows =
                DataTypes.ROW(
                        DataTypes.FIELD(
                                "tags", DataTypes.ARRAY(DataTypes.MULTISET(DataTypes.STRING()))));

        assertThatThrownBy(() -> SinkFiles.config(file, rows, SchemaMode.CREATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Column 'tags[]' has type MULTISET<STRING>");
    }

    @Test
    void createsNestedTypes() throws Exception {
        prepare(NESTED, SchemaMode.CREATE);

        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT data_type FROM duckdb_columns() WHERE table_name = 't'"
                                        + " ORDER BY column_index"))
                .containsExactly(
                        "TIMESTAMP WITH TIME ZONE[][]",
                        "MAP(VARCHAR, DECIMAL(10,2))",
                        "STRUCT(\"a b\" INTEGER, c BLOB[])");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "l TIMESTAMPTZ[][], m MAP(VARCHAR, DECIMAL(10,2)), s STRUCT(\"a b\" INT, c BLOB[])",
                "s STRUCT(C BLOB[4], \"A B\" BIGINT), M MAP(UUID, DECIMAL(12,2)), l TIMESTAMPTZ[2][]"
            })
    void takesNestedColumnsThatHoldAllParts(String columns) throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (" + columns + ")");

        assertThatCode(() -> prepare(NESTED, SchemaMode.VALIDATE)).doesNotThrowAnyException();
    }

    @Test
    void comparesNestedTypesPartByPart() throws Exception {
        SinkFiles.execute(
                file,
                "CREATE TABLE t (l DATE[][], m MAP(BIGINT, DECIMAL(9,2)),"
                        + " s STRUCT(\"a b\" SMALLINT, d DATE))");

        assertThatThrownBy(() -> prepare(NESTED, SchemaMode.VALIDATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "column 'l[][]' is written as TIMESTAMP WITH TIME ZONE (Flink"
                                + " TIMESTAMP_LTZ(6)), but the table has DATE")
                .hasMessageContaining("column 'm.key' is written as VARCHAR")
                .hasMessageContaining("column 'm.value' is written as DECIMAL(10,2)")
                .hasMessageContaining("column 's.a b' is written as INTEGER (Flink INT)")
                .hasMessageContaining("field 's.c' (BLOB[]) is missing in the table")
                .hasMessageContaining("field 's.d' (DATE) of the table is not written");
    }

    @Test
    void refusesAPrimaryKeyOfParts() {
        assertThatThrownBy(
                        () ->
                                DuckDbSink.builder()
                                        .setPath(file.toString())
                                        .setTableName("t")
                                        .setRowType(NESTED)
                                        .setPrimaryKey("L")
                                        .build())
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Column 'l' of the primary key has type ARRAY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x,X"})
    void refusesRowsThatNoStructHolds(String names) {
        DataTypes.Field[] fields =
                Arrays.stream(names.split(","))
                        .filter(name -> !name.isEmpty())
                        .map(name -> DataTypes.FIELD(name, DataTypes.INT()))
                        .toArray(DataTypes.Field[]::new);
        DataType rows = DataTypes.ROW(DataTypes.FIELD("s", DataTypes.ROW(fields)));

        assertThatThrownBy(() -> SinkFiles.config(file, rows, SchemaMode.CREATE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Column 's' has type ROW<")
                .hasMessageContaining("at least one field");
    }

    private DuckDbSinkConfig byId(SchemaMode mode) {
        return SinkFiles.byId(SinkFiles.config(file, SinkFiles.ROWS, mode));
    }

    private void refuseConstraints(SchemaMode mode) throws Exception {
        refuseConstraints(SinkFiles.config(file, SinkFiles.ROWS, mode));
    }

    private static void refuseConstraints(DuckDbSinkConfig config) throws Exception {
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetConstraints.refuse(target, config);
        }
    }

    private void prepare(DataType rows, SchemaMode mode) throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(file, rows, mode);
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetTable.prepare(target, config);
        }
    }
}
