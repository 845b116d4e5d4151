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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.LoadClient;
import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.testing.FakeQueries;
import io.flinkbundle.connector.bigquery.testing.FakeTables;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemporaryTableTest {

    private static final TableName NAME = new TableName("p", "flink_temp", "flink_1");
    private static final QueryJob QUERY = new QueryJob("", "EU", "SELECT 1 AS x", "p.d");

    private final FakeQueries queries = new FakeQueries();
    private final FakeTables tables = new FakeTables();
    private final TemporaryTable table =
            new TemporaryTable(
                    queries,
                    tables,
                    RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO),
                    NAME,
                    Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));

    @BeforeEach
    void letJobsFillTheTable() {
        queries.onDone = () -> tables.add(NAME, new TableSchema(List.of()), List.of());
    }

    @Test
    void fillsATableThatExpires() throws Exception {
        assertThat(table.fill(QUERY)).isEqualTo(NAME);

        assertThat(queries.started)
                .containsExactly(
                        new QueryJob(
                                "flink_1",
                                "EU",
                                "CREATE OR REPLACE TABLE `p`.`flink_temp`.`flink_1` OPTIONS"
                                        + " (expiration_timestamp = TIMESTAMP"
                                        + " '2026-02-01T12:00:00Z') AS\nSELECT 1 AS x",
                                "p.d"));
    }

    @Test
    void findsTheJobOfBeforeAFailure() throws Exception {
        table.fill(QUERY);
        table.fill(QUERY);

        assertThat(queries.started).hasSize(1);
    }

    @Test
    void takesAnotherJobWhereOneFailedForAReasonThatMayPass() throws Exception {
        queries.outcomes.add(new LoadClient.State.Failed("busy", true));

        table.fill(QUERY);

        assertThat(queries.started)
                .extracting(QueryJob::id)
                .containsExactly("flink_1", "flink_1_r1");
    }

    @Test
    void asksAgainWhereTheRowsHaveExpired() throws Exception {
        table.fill(QUERY);
        tables.drop(NAME);

        table.fill(QUERY);

        assertThat(queries.started)
                .extracting(QueryJob::id)
                .containsExactly("flink_1", "flink_1_r1");
    }

    @Test
    void saysWhyAQueryFailed() {
        queries.outcomes.add(new LoadClient.State.Failed("Division by zero", false));

        assertThatThrownBy(() -> table.fill(QUERY))
                .hasMessageContaining("Query job flink_1 failed: Division by zero");
        assertThat(queries.started).hasSize(1);
    }

    @Test
    void cancelsTheJobThatRuns() throws Exception {
        queries.states.put("flink_1", new LoadClient.State.Failed("busy", true));
        queries.states.put("flink_1_r1", new LoadClient.State.Running());

        table.cancel("EU");

        assertThat(queries.cancelled).containsExactly("flink_1_r1");
    }
}
