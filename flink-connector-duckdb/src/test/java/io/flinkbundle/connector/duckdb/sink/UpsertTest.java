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

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class UpsertTest {

    @TempDir private Path folder;

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void configure() {
        file = folder.resolve("t.duckdb");
        config = SinkFiles.byId(SinkFiles.config(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id BIGINT NOT NULL, name VARCHAR", "id BIGINT PRIMARY KEY, name VARCHAR"})
    void replacesDeletesAndAddsRows(String columns) throws Exception {
        create(columns, "(1, 'a'), (2, 'b'), (3, 'c')");

        apply("(1, 'new', 0, false), (2, NULL, 1, true), (4, 'd', 2, false)");

        assertThat(rows()).containsExactly("1|new", "3|c", "4|d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(1, 'x', 0, false), (1, 'y', 1, false); 1|y",
                "(1, 'y', 1, false), (1, 'x', 0, false); 1|y",
                "(1, NULL, 0, true), (1, 'y', 1, false); 1|y",
                "(1, 'y', 0, false), (1, NULL, 1, true); ''",
                "(1, NULL, 0, true), (1, 'y', 1, false), (1, NULL, 2, true); ''",
                "(1, NULL, 0, true), (1, NULL, 1, true); ''"
            })
    void theLastChangeOfAKeyWins(String changes, String expected) throws Exception {
        for (String columns :
                List.of(
                        "id BIGINT NOT NULL, name VARCHAR",
                        "id BIGINT PRIMARY KEY, name VARCHAR")) {
            create(columns, "(1, 'a')");

            apply(changes);

            assertThat(String.join(",", rows())).as(columns).isEqualTo(expected);
        }
    }

    @Test
    void deletesAKeyThatWasNeverThere() throws Exception {
        create("id BIGINT NOT NULL, name VARCHAR", "(1, 'a')");

        apply("(7, NULL, 0, true)");

        assertThat(rows()).containsExactly("1|a");
    }

    /** Without an index nothing keeps a table from having a key twice, before it is written. */
    @Test
    void leavesOneRowOfAKeyThatTheTableHadTwice() throws Exception {
        create("id BIGINT NOT NULL, name VARCHAR", "(1, 'a'), (1, 'b')");

        apply("(1, 'c', 0, false)");

        assertThat(rows()).containsExactly("1|c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id BIGINT NOT NULL", "id BIGINT PRIMARY KEY"})
    void keepsTheColumnsThatAreNotWritten(String id) throws Exception {
        create(id + ", name VARCHAR, more INTEGER DEFAULT 7", "(1, 'a', 10), (2, 'b', 20)");

        apply("(1, 'new', 0, false), (2, 'x', 1, false), (2, 'y', 2, false), (3, 'c', 3, false)");

        assertThat(rows()).containsExactly("1|new|10", "2|y|20", "3|c|7");
    }

    @Test
    void keepsNothingOfARowThatWasDeletedInBetween() throws Exception {
        create(
                "id BIGINT NOT NULL, name VARCHAR, more INTEGER DEFAULT 7",
                "(1, 'a', 10), (2, 'b', 20)");

        apply("(1, NULL, 0, true), (1, 'new', 1, false), (2, NULL, 2, true)");

        assertThat(rows()).containsExactly("1|new|7");
    }

    @Test
    void aComputedColumnIsNotOneThatIsKept() throws Exception {
        create(
                "id BIGINT NOT NULL, name VARCHAR, twice BIGINT GENERATED ALWAYS AS (id * 2)",
                "(1, 'a')");

        apply("(1, 'new', 0, false)");

        assertThat(rows()).containsExactly("1|new|2");
    }

    @Test
    void findsRowsByAllColumnsOfTheKey() throws Exception {
        DataType rows =
                DataTypes.ROW(
                        DataTypes.FIELD("region \"x\"", DataTypes.STRING()),
                        DataTypes.FIELD("Id", DataTypes.BIGINT()),
                        DataTypes.FIELD("name", DataTypes.STRING()));
        config =
                SinkFiles.config(file, rows, SchemaMode.VALIDATE)
                        .withChanges(
                                new DuckDbSinkConfig.Changes(
                                        List.of("id", "region \"x\""), false, false));
        create(
                "\"region \"\"x\"\"\" VARCHAR, id BIGINT, name VARCHAR",
                "('n', 1, 'a'), ('s', 1, 'b')");

        apply("('n', 1, 'new', 0, false), ('s', 2, 'c', 1, false)");

        assertThat(rows()).containsExactly("n|1|new", "s|1|b", "s|2|c");
    }

    @Test
    void aTableOfKeysAloneKeepsWhatItHas() throws Exception {
        DataType rows = DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT()));
        config = SinkFiles.byId(SinkFiles.config(file, rows, SchemaMode.VALIDATE));
        create("id BIGINT, more INTEGER DEFAULT 7", "(1, 10)");

        apply("(1, 0, false), (2, 1, false)");

        assertThat(rows()).containsExactly("1|10", "2|7");
    }

    private void create(String columns, String rows) throws Exception {
        SinkFiles.execute(
                file,
                "CREATE OR REPLACE TABLE t (" + columns + ")",
                "INSERT INTO t VALUES " + rows);
    }

    private void apply(String changes) throws Exception {
        try (TargetConnection target = SinkFiles.open(config)) {
            target.execute("CREATE TEMP TABLE c (" + StagedColumns.definitions(config) + ")");
            long rows = target.update("INSERT INTO c VALUES " + changes);
            target.inTransaction("apply", () -> new Upsert(target, config).apply("c", rows));
        }
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(file, "FROM t ORDER BY ALL");
    }
}
