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

import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.examples.datastream.BackfillThenLive;
import io.flinkbundle.examples.datastream.BackfillThenLive.Reading;
import io.flinkbundle.examples.datastream.Hello;
import io.flinkbundle.examples.datastream.KafkaToJdbc;
import io.flinkbundle.examples.datastream.KafkaToJdbc.Order;
import io.flinkbundle.examples.systems.SystemKind;
import io.flinkbundle.examples.systems.Systems;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the Java twins of three scripts; each is to result in what its script results in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataStreamTwinsITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Systems systems;
    private Map<String, String> values;

    @BeforeAll
    void start() {
        systems = new Systems(Map.of(), (kind, address) -> {});
        values =
                systems.valuesOf(
                        Set.of(
                                "REDIS_HOST",
                                "REDIS_PORT",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "JDBC_URL",
                                "JDBC_DRIVER",
                                "INFLUXDB3_URL"));
    }

    @AfterAll
    void stop() {
        systems.close();
    }

    @Test
    @Timeout(60)
    void helloCountsWhatItsScriptCounts() throws Exception {
        Hello hello = new Hello(redis());

        hello.write();

        assertThat(table(List.of("rows", "sum", "letters"), hello.count()))
                .isEqualTo(lastResultOf("02-hello"));
    }

    @Test
    @Timeout(60)
    void kafkaToJdbcKeepsTheSumsOfItsScript() throws Exception {
        systems.perform(
                SystemKind.JDBC,
                "CREATE TABLE revenue_java"
                        + " (customer VARCHAR(20) PRIMARY KEY, orders BIGINT, amount DECIMAL(10, 2))");
        KafkaToJdbc example =
                new KafkaToJdbc(
                        values.get("KAFKA_BOOTSTRAP_SERVERS"),
                        values.get("JDBC_URL"),
                        values.get("JDBC_DRIVER"));
        example.order(List.of(order("ada", "10.00"), order("bob", "4.50"), order("ada", "2.50")));

        JobClient job = example.start();
        example.order(List.of(order("bob", "1.50"), order("cem", "7.00")));

        assertComesToBe(lastResultOf("03-kafka-to-jdbc"), this::revenue);
        job.cancel().get();
    }

    @Test
    @Timeout(60)
    void backfillThenLiveHasEachReadingOnceAsItsScriptHas(@TempDir Path folder) throws Exception {
        BackfillThenLive example =
                new BackfillThenLive(
                        folder.resolve("history.duckdb").toString(),
                        redis(),
                        InfluxDb3ConnectionOptions.builder()
                                .setUrl(values.get("INFLUXDB3_URL"))
                                .setDatabase("examples")
                                .setToken(Secret.inline("any"))
                                .build());
        example.remember(List.of(reading(5.0, 0), reading(5.5, 1), reading(6.0, 2)));
        example.report(List.of(reading(6.0, 2), reading(6.5, 3)));

        JobClient job = example.start();
        example.report(List.of(reading(7.0, 4)));

        assertComesToBe(lastResultOf("11-backfill-then-live"), this::temperatures);
        job.cancel().get();
    }

    private static Order order(String customer, String amount) {
        return new Order(customer, new BigDecimal(amount));
    }

    private static Reading reading(double celsius, int minute) {
        return new Reading("attic", celsius, 1_767_225_600_000L + 60_000L * minute);
    }

    private RedisConnectionOptions redis() {
        return RedisConnectionOptions.builder()
                .setHost(values.get("REDIS_HOST"))
                .setPort(Integer.parseInt(values.get("REDIS_PORT")))
                .build();
    }

    private ResultTable revenue() {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(values.get("JDBC_URL"));
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT customer, orders, amount FROM revenue_java ORDER BY customer")) {
            while (result.next()) {
                rows.add(List.of(result.getString(1), result.getString(2), result.getString(3)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new ResultTable(List.of("customer", "orders", "amount"), rows);
    }

    private ResultTable temperatures() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.executeSql(
                """
                CREATE TABLE temperatures (room STRING, celsius DOUBLE, `time` TIMESTAMP_LTZ(3)) WITH (
                  'connector' = 'influxdb3', 'url' = '%s', 'database' = 'examples', 'token' = 'any',
                  'table-name' = 'temperatures_java', 'tag.columns' = 'room')"""
                        .formatted(values.get("INFLUXDB3_URL")));
        List<Row> rows = new ArrayList<>();
        tables.executeSql(
                        "SELECT celsius, CAST(CAST(`time` AS TIMESTAMP(3)) AS STRING)"
                                + " FROM temperatures ORDER BY `time`")
                .collect()
                .forEachRemaining(rows::add);
        return table(List.of("celsius", "time"), rows);
    }

    private static ResultTable table(List<String> columns, List<Row> rows) {
        return new ResultTable(
                columns, rows.stream().map(DataStreamTwinsITCase::valuesOfRow).toList());
    }

    private static List<String> valuesOfRow(Row row) {
        return IntStream.range(0, row.getArity())
                .mapToObj(field -> String.valueOf(row.getField(field)))
                .toList();
    }

    private static ResultTable lastResultOf(String script) {
        List<ResultTable> expected =
                new ExampleCatalog(Path.of("").toAbsolutePath()).find(script).expected();
        return expected.get(expected.size() - 1);
    }

    private static void assertComesToBe(ResultTable expected, Supplier<ResultTable> result)
            throws InterruptedException {
        Await.until(
                PATIENCE,
                () -> ask(result).equals(Optional.of(expected)),
                () -> "Still different: " + result.get().differencesFrom(expected));
    }

    /** What a job has not written yet may be missing altogether, so that a query of it fails. */
    private static Optional<ResultTable> ask(Supplier<ResultTable> result) {
        try {
            return Optional.of(result.get());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
