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

package io.flinkbundle.cli.script;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptSplitterTest {

    @Test
    void keepsSemicolonsInsideQuotesNamesAndComments() {
        List<Statement> statements =
                ScriptSplitter.split("SELECT ';', `a;b` -- c;\n FROM t /* d; */;\nSELECT 2");

        assertThat(statements)
                .containsExactly(
                        new Statement("SELECT ';', `a;b` -- c;\n FROM t /* d; */", 1),
                        new Statement("SELECT 2", 3));
    }

    @Test
    void leavesOutCommentsBeforeAStatement() {
        assertThat(ScriptSplitter.split("-- one\n/* two */\n\n  USE a;\n-- the end\n"))
                .containsExactly(new Statement("USE a", 4));
    }

    @Test
    void keepsStatementSetsWhole() {
        assertThat(
                        ScriptSplitter.split(
                                "EXECUTE STATEMENT SET BEGIN\nINSERT INTO a SELECT 1;\nEND;\nUSE b;"))
                .extracting(Statement::line)
                .containsExactly(1, 4);
    }

    @Test
    void keepsHints() {
        assertThat(ScriptSplitter.split("/*+ x */ SELECT 1;"))
                .containsExactly(new Statement("/*+ x */ SELECT 1", 1));
    }

    @Test
    void namesWhatAStatementCreates() {
        assertThat(new Statement("CREATE TEMPORARY VIEW IF NOT EXISTS `a`.`v` AS", 1).creates())
                .contains("v");
        assertThat(new Statement("INSERT INTO a SELECT 1", 1).creates()).isEmpty();
        assertThat(new Statement("INSERT INTO a.b\nSELECT 1", 1).title())
                .isEqualTo("INSERT INTO a.b");
    }
}
