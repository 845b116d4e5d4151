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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Runs every example as its reader does, on one cluster that has the jars of {@code target/lib}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesITCase {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    private Lab lab;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path work) throws InterruptedException {
        lab = Lab.start(new Layout(MODULE, work), Map.of(), new Progress(System.out));
        lab.awaitGateway();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    static Stream<String> examples() {
        return new ExampleCatalog(MODULE).all().stream().map(Example::name);
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(60)
    void resultsAreAsExpected(String name) throws InterruptedException {
        List<Comparison> comparisons = lab.run(new ExampleCatalog(MODULE).find(name));

        assertThat(comparisons).isNotEmpty();
        assertThat(comparisons).allSatisfy(each -> assertThat(each.differences()).isEmpty());
    }

    @Test
    @Timeout(60)
    void aWrongStatementIsShownWithItsLineAndTheRootCause() {
        ExampleException failure =
                failureOf(
                        """
                        SET 'execution.runtime-mode' = 'batch';

                        CREATE TABLE numbers (`a` INT) WITH ('connector' = 'datagen', 'number-of-rows' = '1');

                        SELECT `a`,
                               `b`
                        FROM numbers;
                        """,
                        new ResultTable(List.of("a", "b"), List.of()));

        assertThat(failure)
                .hasMessageStartingWith("line 6: Column 'b' not found")
                .hasMessageContaining(">    6         `b`")
                .hasMessageNotContaining("\tat ");
        assertThat(failure.serverTrace())
                .hasValueSatisfying(trace -> assertThat(trace).contains("\tat "));
    }

    @Test
    @Timeout(60)
    void aFailingJobIsNamedWithItsReasonAndCancelsTheOthers() throws InterruptedException {
        ExampleException failure =
                failureOf(
                        """
                        SET 'restart-strategy.type' = 'none';
                        CREATE TABLE numbers (`a` INT) WITH ('connector' = 'datagen');
                        CREATE TABLE nowhere (`a` INT) WITH ('connector' = 'blackhole');
                        INSERT INTO nowhere SELECT `a` FROM numbers;
                        INSERT INTO nowhere SELECT 1 / (`a` - `a`) FROM numbers;
                        SELECT COUNT(*) AS n FROM (VALUES (1)) AS t(a) WHERE a = 2;
                        """,
                        new ResultTable(List.of("n"), List.of(List.of("never"))));

        assertThat(failure).hasMessageStartingWith("line 5: its job failed: / by zero");
        assertThat(lab.runningJobs()).isEmpty();
    }

    @Test
    @Timeout(60)
    void aFailingJobOfAMaterializedTableIsNamedWithItsReason() throws InterruptedException {
        ExampleException failure =
                failureOf(
                        """
                        SET 'restart-strategy.type' = 'none';
                        CREATE TABLE numbers (`a` INT) WITH ('connector' = 'datagen');
                        CREATE MATERIALIZED TABLE quotients WITH ('connector' = 'blackhole')
                        FRESHNESS = INTERVAL '1' SECOND REFRESH_MODE = CONTINUOUS
                        AS SELECT 1 / (`a` - `a`) AS q FROM numbers;
                        SELECT COUNT(*) AS n FROM (VALUES (1)) AS t(a) WHERE a = 2;
                        """,
                        new ResultTable(List.of("n"), List.of(List.of("never"))));

        assertThat(failure).hasMessageStartingWith("line 3: its job failed: / by zero");
    }

    private ExampleException failureOf(String script, ResultTable... expected) {
        Example example = new Example("wrong", "Wrong", script, List.of(expected));
        return catchThrowableOfType(ExampleException.class, () -> lab.run(example));
    }
}
