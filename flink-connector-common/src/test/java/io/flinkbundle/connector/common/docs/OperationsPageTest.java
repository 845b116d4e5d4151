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

package io.flinkbundle.connector.common.docs;

import org.apache.flink.runtime.checkpoint.DefaultCheckpointStatsTracker;
import org.apache.flink.runtime.metrics.MetricNames;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the page on metrics, the dashboard and the alarms to the metrics that there are. */
class OperationsPageTest {

    private static final String PAGE = "docs/operations.md";
    private static final String DASHBOARD = "docs/operations/grafana-dashboard.json";
    private static final String RULES = "docs/operations/prometheus-rules.yaml";

    private static final Pattern TABLES =
            Pattern.compile("<!-- metrics:begin -->(.*?)<!-- metrics:end -->", Pattern.DOTALL);
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    /** What Flink's reporter for Prometheus makes of the scopes of a metric. */
    private static final Pattern PROMETHEUS =
            Pattern.compile(
                    "flink_(taskmanager_job_task_operator_"
                            + "|jobmanager_job_operator_coordinator_enumerator_"
                            + "|jobmanager_job_)(\\w+)");

    private static final String OF_A_JOB = "jobmanager_job_";

    @Test
    void everyMetricIsOnThePageAndEveryMetricOfThePageExists() {
        Set<String> documented = new TreeSet<>();
        Matcher tables = TABLES.matcher(Repository.read(PAGE));
        while (tables.find()) {
            Matcher cells = FIRST_CELL.matcher(tables.group(1));
            while (cells.find()) {
                documented.add(cells.group(1));
            }
        }
        assertThat(documented).isEqualTo(RegisteredMetrics.names());
    }

    @Test
    void everyMetricOfTheFirstTableExists() {
        String table =
                Repository.read(PAGE)
                        .split("## Which numbers to watch")[1]
                        .split("## All metrics")[0];
        List<String> named =
                table.lines()
                        .filter(line -> line.startsWith("| ") && line.contains("`"))
                        .map(line -> line.split("\\|")[2])
                        .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                        .map(result -> result.group(1))
                        .toList();
        Set<String> known = new TreeSet<>(RegisteredMetrics.names());
        known.addAll(metricsOfAJob());
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void theDashboardReadsMetricsThatExist() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Repository.read(DASHBOARD));
        List<String> expressions = dashboard.findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(OperationsPageTest::assertExists);
        assertThat(dashboard.findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void theAlarmsReadMetricsThatExistAndSayWhatToDo() throws IOException {
        JsonNode rules =
                new ObjectMapper(new YAMLFactory())
                        .readTree(Repository.read(RULES))
                        .at("/groups/0/rules");
        List<JsonNode> alarms = new ArrayList<>();
        rules.forEach(alarms::add);
        assertThat(alarms)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        alarm -> {
                            assertExists(alarm.path("expr").asText());
                            assertThat(alarm.path("alert").asText()).matches("[A-Z][A-Za-z]+");
                            assertThat(alarm.path("for").asText()).matches("\\d+m");
                            assertThat(alarm.at("/labels/severity").asText())
                                    .isIn("warning", "critical");
                            assertThat(alarm.at("/annotations/summary").asText()).isNotBlank();
                            assertThat(alarm.at("/annotations/description").asText()).isNotBlank();
                        });
    }

    private static void assertExists(String expression) {
        Set<String> ours = RegisteredMetrics.names();
        Set<String> ofAJob = metricsOfAJob();
        Matcher names = PROMETHEUS.matcher(expression);
        int found = 0;
        while (names.find()) {
            found++;
            assertThat(names.group(1).equals(OF_A_JOB) ? ofAJob : ours).contains(names.group(2));
        }
        assertThat(found).as(expression).isEqualTo(expression.split("flink_", -1).length - 1);
        assertThat(found).as(expression).isPositive();
    }

    /** Flink's own, from its constants. */
    private static Set<String> metricsOfAJob() {
        return Stream.of(DefaultCheckpointStatsTracker.class, MetricNames.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == String.class)
                .map(OperationsPageTest::valueOf)
                .collect(Collectors.toSet());
    }

    private static String valueOf(Field field) {
        try {
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("Could not read " + field, e);
        }
    }
}
