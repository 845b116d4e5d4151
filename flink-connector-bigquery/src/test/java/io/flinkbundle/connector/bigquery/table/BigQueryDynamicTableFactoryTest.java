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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.testing.OptionContract;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.source.lookup.LookupOptions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class BigQueryDynamicTableFactoryTest {

    private static final String INSERT = "INSERT INTO t VALUES (1, 'a')";

    private static final String CHANGES = "INSERT INTO t SELECT f0, MAX(f1) FROM input GROUP BY f0";

    private final StreamExecutionEnvironment environment =
            StreamExecutionEnvironment.getExecutionEnvironment();
    private final StreamTableEnvironment tables = StreamTableEnvironment.create(environment);

    @BeforeEach
    void createInput() {
        tables.createTemporaryView(
                "input",
                environment.fromData(Types.TUPLE(Types.LONG, Types.STRING), Tuple2.of(1L, "a")));
    }

    @Test
    void offersEveryDeclaredOption() {
        OptionContract.assertComplete(
                new BigQueryDynamicTableFactory(), BigQueryConnectorOptions.class);
    }

    @Test
    void isDocumented() {
        OptionContract.assertDocumented(
                new BigQueryDynamicTableFactory(),
                Path.of("..", "docs", "bigquery.md"),
                BigQueryConnectorOptions.class,
                CommonConnectorOptions.class,
                LookupOptions.class);
    }

    static Stream<Arguments> badSinks() {
        return Stream.of(
                arguments("'table-name' = 'a.b.c`'", "Option 'table-name' is wrong."),
                arguments("'project' = 'other'", "is 'other' beside its name"),
                arguments("'endpoint.grpc' = 'here'", "'here' is no address of the form host:port"),
                arguments("'endpoint.rest' = 'here'", "An endpoint is no URL"),
                arguments("'endpoint.plaintext' = 'true'", "only where 'endpoint.grpc' is set"),
                arguments("'credentials.type' = 'file'", "Option 'credentials.file' is missing"),
                arguments(
                        "'credentials.secret' = 'planted'",
                        "only where 'credentials.type' is 'secret'"),
                arguments("'sink.buffer-flush.max-rows' = '0'", "at least 1"),
                arguments("'sink.buffer-flush.max-size' = '10 mb'", "from 1 byte to 9 mb"),
                arguments("'sink.requests.max-inflight' = '0'", "from 1 to 1000"),
                arguments("'sink.on-rejected' = 'dead-letter'", "set 'dead-letter.path'"),
                arguments("'dead-letter.path' = '/tmp/x'", "is 'dead-letter'"),
                arguments("'sink.create.partition-field' = 'id'", "'sink.schema-mode' is 'create'"),
                arguments(
                        "'sink.schema-mode' = 'create', 'sink.create.partition-type' = 'hour'",
                        "'sink.create.partition-field' or"),
                arguments(
                        "'sink.schema-mode' = 'create', 'sink.create.partition-field' = 'nope'",
                        "names the column 'nope'"),
                arguments(
                        "'sink.schema-mode' = 'create', 'sink.create.clustering' = 'id;nope'",
                        "names the column 'nope'"),
                arguments("'temp-gcs-bucket' = 'gs://a/b'", "the name of a bucket"),
                arguments("'sink.cdc.sequence-field' = 'id'", "the table has a PRIMARY KEY"));
    }

    @ParameterizedTest
    @MethodSource("badSinks")
    void refusesWhatCannotWorkBeforeTheJobRuns(String options, String message) {
        create("id BIGINT, name STRING", options);

        assertThatThrownBy(() -> tables.explainSql(INSERT))
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(message)
                .hasMessageNotContaining("planted");
    }

    @Test
    void refusesTypesThatBigQueryDoesNotHave() {
        create("id BIGINT, spans ARRAY<ARRAY<INT>>", "");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1, ARRAY[ARRAY[1]])"))
                .hasStackTraceContaining("is an array of arrays");
    }

    @Test
    void refusesExactlyOnceForChanges() {
        create(
                "id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'sink.delivery-guarantee' = 'exactly-once'");

        assertThatThrownBy(() -> tables.explainSql(INSERT))
                .hasStackTraceContaining("which BigQuery takes in its default stream alone");
    }

    @Test
    void refusesASequenceThatHasNoOrder() {
        create(
                "id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'sink.cdc.sequence-field' = 'name'");

        assertThatThrownBy(() -> tables.explainSql(INSERT))
                .hasStackTraceContaining("must be INT, BIGINT, TIMESTAMP or TIMESTAMP_LTZ");
    }

    @Test
    void takesChangesByAPrimaryKey() {
        create(
                "id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'sink.cdc.sequence-field' = 'id'");

        assertThatCode(() -> tables.explainSql(CHANGES)).doesNotThrowAnyException();
    }

    @Test
    void refusesChangesWithoutAPrimaryKey() {
        create("id BIGINT, name STRING", "");

        assertThatThrownBy(() -> tables.explainSql(CHANGES))
                .hasStackTraceContaining("doesn't support consuming update changes");
    }

    @Test
    void wantsATable() {
        tables.executeSql("CREATE TABLE t (id BIGINT) WITH ('connector' = 'bigquery')");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("Option 'table-name' is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'table-name' = 'p.d.t'",
                "'scan.snapshot-time' = '2026-01-31T12:00:00Z'",
                "'temp-dataset' = 'a.b'"
            })
    void refusesWhatDoesNotGoWithAQuery(String option) {
        createQuery("SELECT 1 AS id", option);

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .hasStackTraceContaining(option.substring(0, option.indexOf(" =")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "SELECT 1 AS id;"})
    void refusesWhatIsNoQuery(String query) {
        createQuery(query, "'project' = 'p'");

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .hasStackTraceContaining("Option 'query' is wrong");
    }

    @Test
    void writesToNoQuery() {
        createQuery("SELECT 1 AS id", "'project' = 'p'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("nothing can be written to it");
    }

    private void createQuery(String query, String option) {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'bigquery', 'query' = '"
                        + query
                        + "', "
                        + option
                        + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "table-id"})
    void takesOtherNamesOfTheTable(String key) {
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'bigquery', '"
                        + key
                        + "' = 'p.d.t')");

        assertThat(tables.explainSql("INSERT INTO t VALUES (1)")).contains("t");
    }

    @Test
    void readsOnlyWhatIsNeeded() {
        create("id BIGINT, name STRING, unread DATE, ts TIMESTAMP_LTZ(6)", "");

        assertThat(
                        tables.explainSql(
                                "SELECT name FROM t WHERE id > 3 AND (name = 'it''s' OR ts IS NULL)"
                                        + " AND CHAR_LENGTH(name) > 1 LIMIT 5"))
                .contains("filter=[and(>(id, 3)")
                .contains("fields=[id, name, ts]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'scan.snapshot-time' = 'yesterday'",
                "'scan.max-streams' = '0'",
                "'scan.poll-interval' = '1 s'",
                "'scan.incremental.column' = 'id'",
                "'scan.startup.mode' = 'latest'",
                "'scan.startup.timestamp' = '1'",
                "'scan.bounded.timestamp' = '1'",
                "'scan.bounded.mode' = 'unbounded', 'scan.snapshot-time' = '1'",
                "'scan.incremental.strategy' = 'column', 'scan.bounded.mode' = 'unbounded'"
            })
    void refusesScansThatCannotWork(String option) {
        create("id BIGINT", option);

        assertThatThrownBy(() -> tables.explainSql("SELECT * FROM t"))
                .hasStackTraceContaining(option.substring(0, option.indexOf(" =")));
    }

    private void create(String columns, String options) {
        tables.executeSql(
                "CREATE TABLE t ("
                        + columns
                        + ") WITH ('connector' = 'bigquery'"
                        + (options.contains("'table-name'") ? "" : ", 'table-name' = 'p.d.t'")
                        + (options.isEmpty() ? "" : ", " + options)
                        + ")");
    }
}
