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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.testing.EmulatedProject;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.fault.PlacedFault;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import io.grpc.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rows that come while a job runs. */
@Timeout(60)
class BigQueryIncrementalITCase {

    private static final String COLUMN =
            "'scan.incremental.strategy' = 'column', 'scan.incremental.column' = 'id'";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    private EmulatedProject shop;
    private StreamTableEnvironment tables;

    @BeforeEach
    void createTable() {
        shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA d");
        shop.run("CREATE TABLE d.t (id INT64, day DATE) PARTITION BY day");
        insert(1);
        insert(2);
        begin(0);
    }

    private void begin(int restarts) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(100);
        tables = StreamTableEnvironment.create(environment);
    }

    private void insert(long id) {
        shop.run("INSERT INTO d.t (id, day) VALUES (" + id + ", DATE '2026-01-0" + id + "')");
    }

    private void declare(String options) {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT, `day` DATE) WITH ('connector' = 'bigquery',"
                        + " 'table-name' = 'shop.d.t', "
                        + shop.options()
                        + ", 'scan.poll-interval' = '10 ms', "
                        + options
                        + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'scan.incremental.strategy' = 'appends'", COLUMN})
    void readsWhatIsThereAndWhatComes(String strategy) throws Exception {
        declare("'scan.bounded.mode' = 'unbounded', " + strategy);

        try (CloseableIterator<Row> rows = tables.executeSql("SELECT id FROM t").collect()) {
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(1L, 2L);
            insert(3);
            assertThat(next(rows, 1)).containsExactly(3L);
            insert(4);
            insert(5);
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(4L, 5L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'scan.incremental.strategy' = 'appends'", COLUMN})
    void beginsWithWhatComes(String strategy) throws Exception {
        declare("'scan.bounded.mode' = 'unbounded', 'scan.startup.mode' = 'latest', " + strategy);

        try (CloseableIterator<Row> rows =
                tables.executeSql("SELECT id FROM t WHERE id <> 4").collect()) {
            SERVER.emulator().calls().clear();
            SERVER.emulator().calls().await(Operation.JOBS_QUERY, 4, Duration.ofSeconds(30));
            insert(4);
            insert(3);
            insert(5);
            assertThat(next(rows, 1)).isSubsetOf(3L, 5L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'scan.incremental.strategy' = 'appends'", COLUMN})
    void losesAndRepeatsNothingWhenTheJobFails(String strategy) throws Exception {
        begin(2);
        declare("'scan.bounded.mode' = 'unbounded', " + strategy);

        try (CloseableIterator<Row> rows = tables.executeSql("SELECT id FROM t").collect()) {
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(1L, 2L);
            PlacedFault refused =
                    SERVER.emulator()
                            .faults()
                            .on(Operation.CREATE_READ_SESSION)
                            .call(1)
                            .fail(Status.PERMISSION_DENIED);
            insert(3);
            insert(4);
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(3L, 4L);
            PlacedFault broken =
                    SERVER.emulator()
                            .faults()
                            .on(Operation.READ_ROWS)
                            .call(1)
                            .fail(Status.PERMISSION_DENIED);
            insert(5);
            insert(6);
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(5L, 6L);
            assertThat(refused.occurrences()).isEqualTo(1);
            assertThat(broken.occurrences()).isEqualTo(1);
        }
    }

    @Test
    void readsPartitionsWhoseTimeIsOver() throws Exception {
        shop.run("INSERT INTO d.t (id, day) VALUES (9, CURRENT_DATE()), (8, DATE '2999-01-01')");
        declare(
                "'scan.bounded.mode' = 'timestamp', 'scan.bounded.timestamp' = '"
                        + Instant.now().toEpochMilli()
                        + "', 'scan.incremental.strategy' = 'partition'");

        assertThat(all("SELECT id FROM t")).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void readsPartitionsFromATimeOn() throws Exception {
        declare(
                "'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp' ="
                        + " '2026-01-02T12:00:00Z', 'scan.incremental.strategy' = 'partition'");

        assertThat(all("SELECT id FROM t")).containsExactly(2L);
    }

    @Test
    void readsWhatWasWrittenBetweenTwoTimes() throws Exception {
        Instant start = pass();
        insert(3);
        Instant end = pass();
        insert(4);
        declare(
                "'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp' = '"
                        + start
                        + "', 'scan.bounded.mode' = 'timestamp', 'scan.bounded.timestamp' = '"
                        + end
                        + "'");

        assertThat(all("SELECT id FROM t")).containsExactly(3L);
    }

    /** A millisecond between what was written before and what comes. */
    private static Instant pass() {
        long before = SERVER.emulator().clock().millis();
        while (SERVER.emulator().clock().millis() < before + 2) {
            Thread.onSpinWait();
        }
        return Instant.ofEpochMilli(before + 1);
    }

    @Test
    void dropsTheRowsOfALookThatACheckpointHasPassed() throws Exception {
        declare("'scan.bounded.mode' = 'unbounded'");

        try (CloseableIterator<Row> rows = tables.executeSql("SELECT id FROM t").collect()) {
            assertThat(next(rows, 2)).containsExactlyInAnyOrder(1L, 2L);
            SERVER.emulator().calls().await(Operation.TABLES_DELETE, 2, Duration.ofSeconds(30));
        }
    }

    @Test
    void saysThatAViewHasNoNewRows() {
        shop.run("CREATE VIEW d.v AS SELECT * FROM `shop.d.t`");
        declare("'scan.bounded.mode' = 'unbounded'");

        assertThatThrownBy(
                        () ->
                                all(
                                        "SELECT id FROM t /*+ OPTIONS('table-name' = 'shop.d.v')"
                                                + " */"))
                .hasStackTraceContaining("is no table of its own");
    }

    @Test
    void saysThatAColumnDoesNotGrow() {
        shop.run("CREATE TABLE d.other (id INT64, day DATE, name STRING)");
        declare(
                "'scan.bounded.mode' = 'unbounded', 'scan.incremental.strategy' = 'column',"
                        + " 'scan.incremental.column' = 'name'");

        assertThatThrownBy(
                        () ->
                                all(
                                        "SELECT id FROM t /*+ OPTIONS('table-name' ="
                                                + " 'shop.d.other') */"))
                .hasStackTraceContaining("is STRING, but has to be TIMESTAMP");
    }

    private List<Long> all(String query) throws Exception {
        List<Long> found = new ArrayList<>();
        try (CloseableIterator<Row> rows = tables.executeSql(query).collect()) {
            rows.forEachRemaining(row -> found.add((Long) row.getField(0)));
        }
        return found;
    }

    private static List<Long> next(CloseableIterator<Row> rows, int count) {
        List<Long> found = new ArrayList<>();
        while (found.size() < count) {
            found.add((Long) rows.next().getField(0));
        }
        return found;
    }
}
