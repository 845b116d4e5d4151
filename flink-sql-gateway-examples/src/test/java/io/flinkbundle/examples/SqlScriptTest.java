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

package io.flinkbundle.examples;

import io.flinkbundle.examples.SqlScript.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SqlScriptTest {

    @Test
    void splitsAtSemicolons() {
        assertThat(parse("SET 'a' = 'b';\nSELECT 1;").statements())
                .extracting(Statement::sql)
                .containsExactly("SET 'a' = 'b'", "SELECT 1");
    }

    @Test
    void acceptsALastStatementWithoutSemicolon() {
        assertThat(parse("SELECT 1").statements()).hasSize(1);
    }

    @Test
    void leavesOutCommentsAndWhatIsEmpty() {
        SqlScript script = parse("-- one; two\n/* three; */ SELECT 1 -- four\n;;\n-- the end");

        assertThat(script.statements()).extracting(Statement::sql).containsExactly("SELECT 1");
    }

    @Test
    void keepsHints() {
        assertThat(parse("SELECT * FROM t /*+ OPTIONS('a'='b') */;").statements())
                .extracting(Statement::sql)
                .containsExactly("SELECT * FROM t /*+ OPTIONS('a'='b') */");
    }

    @Test
    void keepsSemicolonsAndDashesInQuotes() {
        String sql = "SELECT 'it''s; -- so', `a;b` FROM t";

        assertThat(parse(sql + ";").statements()).extracting(Statement::sql).containsExactly(sql);
    }

    @Test
    void numbersTheLinesWhereStatementsBegin() {
        SqlScript script = parse("-- comment\nSET 'a' = 'b';\n\nSELECT\n  1;\nSELECT 2;");

        assertThat(script.statements()).extracting(Statement::line).containsExactly(2, 4, 6);
    }

    @Test
    void fillsInPlaceholders() {
        SqlScript script = SqlScript.parse("SET 'port' = '${PORT}'", Map.of("PORT", "1$2"));

        assertThat(script.statements())
                .extracting(Statement::sql)
                .containsExactly("SET 'port' = '1$2'");
    }

    @Test
    void namesAPlaceholderThatNobodyFillsIn() {
        assertThatThrownBy(() -> parse("SET 'port' = '${PORT}'"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("${PORT}");
    }

    @Test
    void knowsTheTableOfAnInsert() {
        assertThat(parse("insert into `days`\nSELECT 1").statements().get(0).insertsInto())
                .contains("days");
    }

    @Test
    void knowsThatOtherStatementsInsertNothing() {
        assertThat(parse("SELECT 1").statements().get(0).insertsInto()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MATERIALIZED TABLE kept WITH",
                "create materialized table if not exists `kept`\nAS",
                "CREATE OR ALTER MATERIALIZED TABLE c.`d`.kept AS",
                "ALTER MATERIALIZED TABLE kept RESUME"
            })
    void knowsTheMaterializedTableThatAJobMayStartFor(String sql) {
        assertThat(parse(sql).statements().get(0).materializedTable()).contains("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE kept AS", "DROP MATERIALIZED TABLE kept"})
    void knowsThatNoJobStartsForOthers(String sql) {
        assertThat(parse(sql).statements().get(0).materializedTable()).isEmpty();
    }

    private static SqlScript parse(String text) {
        return SqlScript.parse(text, Map.of());
    }

    @Test
    void aStatementSetIsOneStatement() {
        SqlScript script =
                SqlScript.parse(
                        """
                        EXECUTE STATEMENT SET
                        BEGIN
                          INSERT INTO a SELECT 1;
                          INSERT INTO b SELECT 2;
                        END;
                        SELECT 1;
                        """,
                        Map.of());

        assertThat(script.statements()).extracting(Statement::line).containsExactly(1, 6);
    }

    @Test
    void anInstructionStandsBetweenStatements() {
        SqlScript script = SqlScript.parse("-- a\n--! redis SET a 1\nSELECT 1;", Map.of());

        assertThat(script.statements())
                .extracting(Statement::instruction)
                .containsExactly(Optional.of("redis SET a 1"), Optional.empty());
    }

    @Test
    void theOrderOfRowsCountsWhereTheQueryAsksForOne() {
        SqlScript script =
                SqlScript.parse(
                        "SELECT a FROM b ORDER BY a; SELECT a FROM (SELECT a FROM b ORDER BY a LIMIT 1);"
                                + "SELECT ROW_NUMBER() OVER (ORDER BY a) FROM b",
                        Map.of());

        assertThat(script.statements())
                .extracting(Statement::isOrdered)
                .containsExactly(true, false, false);
    }
}
