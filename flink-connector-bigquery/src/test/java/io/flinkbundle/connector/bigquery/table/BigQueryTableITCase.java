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

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.testing.BigQueryServer;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class BigQueryTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension static final BigQueryServer SERVER = new BigQueryServer();

    private static final String LOAD_JOB = ", 'sink.bulk-method' = 'load-job'";

    private final TableEnvironment tables =
            TableEnvironment.create(EnvironmentSettings.inBatchMode());

    @Test
    void readsEveryTypeAsItWasWritten() throws Exception {
        create(
                "b BOOLEAN, i8 TINYINT, i BIGINT, f DOUBLE, n DECIMAL(10, 2), big DECIMAL(38, 20),"
                        + " s STRING, x BYTES, d DATE, t TIME(3), c TIMESTAMP(6),"
                        + " a ARRAY<INT>, r ROW<v INT, w STRING>",
                "");

        insert(
                "(TRUE, CAST(7 AS TINYINT), -5, CAST(1.5 AS DOUBLE), 12.50,"
                        + " CAST('1.00000000000000000001' AS DECIMAL(38, 20)), 'größe', X'0102', DATE '2026-01-31',"
                        + " TIME '12:00:01.5', TIMESTAMP '2026-01-31 12:00:05.000123',"
                        + " ARRAY[1, 2], ROW(3, 'w'))");

        assertThat(select("SELECT * FROM t"))
                .containsExactly(
                        "+I[true, 7, -5, 1.5, 12.50, 1.00000000000000000001, größe, [1, 2],"
                                + " 2026-01-31, 12:00:01.500, 2026-01-31T12:00:05.000123, [1, 2],"
                                + " +I[3, w]]");
    }

    @Test
    void readsOnlyTheRowsOfACondition() throws Exception {
        create("id BIGINT NOT NULL, name STRING", "");
        insert("(1, 'a'), (2, 'b'), (3, CAST(NULL AS STRING))");

        assertThat(select("SELECT id FROM t WHERE name = 'a' OR name IS NULL"))
                .containsExactlyInAnyOrder("+I[1]", "+I[3]");
        assertThat(select("SELECT COUNT(*) FROM t")).containsExactly("+I[3]");
        assertThat(select("SELECT id FROM t LIMIT 2")).hasSize(2);
    }

    @Test
    void addsColumnsThatTheTableLacks() throws Exception {
        create("id BIGINT NOT NULL", "");
        insert("(1)");
        tables.executeSql("DROP TABLE t");
        create("id BIGINT NOT NULL, name STRING", ", 'sink.schema-update' = 'add-columns'");

        insert("(2, 'b')");

        assertThat(select("SELECT id, name FROM t"))
                .containsExactlyInAnyOrder("+I[1, null]", "+I[2, b]");
    }

    @Test
    void changesRowsByTheirKey() throws Exception {
        create("id BIGINT NOT NULL, name STRING, PRIMARY KEY (id) NOT ENFORCED", "");
        insert("(1, 'a'), (2, 'b')");

        insert("(1, 'c'), (3, 'd')");

        assertThat(select("SELECT id, name FROM t"))
                .containsExactlyInAnyOrder("+I[1, c]", "+I[2, b]", "+I[3, d]");
    }

    @Test
    void replacesAllRowsAtOnce() throws Exception {
        create("id BIGINT NOT NULL, name STRING", LOAD_JOB);
        insert("(1, 'a'), (2, 'b')");

        tables.executeSql("INSERT OVERWRITE t VALUES (3, 'c'), (4, 'd')").await();
        assertThat(select("SELECT id, name FROM t"))
                .containsExactlyInAnyOrder("+I[3, c]", "+I[4, d]");

        tables.executeSql("INSERT OVERWRITE t SELECT id, name FROM t WHERE id > 5").await();
        assertThat(select("SELECT id, name FROM t")).isEmpty();
    }

    @Test
    void replacesRowsOnlyByALoadJob() {
        create("id BIGINT NOT NULL", "");

        assertThatThrownBy(() -> tables.executeSql("INSERT OVERWRITE t VALUES (1)").await())
                .hasStackTraceContaining("'sink.bulk-method' = 'load-job'");
    }

    @Test
    void deletesAllRowsFromTheClient() throws Exception {
        create("id BIGINT NOT NULL", "");
        insert("(1), (2)");

        tables.executeSql("TRUNCATE TABLE t");

        assertThat(select("SELECT id FROM t")).isEmpty();
    }

    @Test
    void saysThatATableToTruncateIsMissing() {
        create("id BIGINT NOT NULL", "");

        assertThatThrownBy(() -> tables.executeSql("TRUNCATE TABLE t"))
                .hasStackTraceContaining("Could not truncate table " + SERVER.table("t"));
    }

    @Test
    void writesRowsToTheTablesThatTheyName() throws Exception {
        create("id BIGINT NOT NULL, target STRING METADATA FROM 'table'", "");

        TableName other = SERVER.table("other");
        TableName third = SERVER.table("third");
        insert(
                "(1, '%s'), (2, CAST(NULL AS STRING)), (3, '%s.%s'), (4, '%s')"
                        .formatted(other.table(), other.dataset(), other.table(), third));

        assertThat(selectFrom(SERVER.table("t"))).containsExactly("+I[2]");
        assertThat(selectFrom(other)).containsExactlyInAnyOrder("+I[1]", "+I[3]");
        assertThat(selectFrom(third)).containsExactly("+I[4]");
    }

    @Test
    void rejectsRowsWhoseTableHasNoName() throws Exception {
        create(
                "id BIGINT NOT NULL, target STRING METADATA FROM 'table'",
                ", 'sink.on-rejected' = 'skip'");

        TableName good = SERVER.table("good");
        insert("(1, '`; DROP TABLE x'), (2, 'no/name'), (3, '" + good.table() + "')");

        assertThat(selectFrom(good)).containsExactly("+I[3]");
    }

    private List<String> selectFrom(TableName table) throws Exception {
        create("named", "id BIGINT NOT NULL", table.toString(), "");
        try {
            return select("SELECT id FROM named");
        } finally {
            tables.executeSql("DROP TABLE named");
        }
    }

    private void create(String columns, String options) {
        create("t", columns, SERVER.table("t").toString(), options);
    }

    private void create(String name, String columns, String table, String options) {
        tables.executeSql(
                "CREATE TABLE "
                        + name
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'bigquery', 'table-name' = '"
                        + table
                        + "', "
                        + SERVER.options()
                        + ", 'sink.schema-mode' = 'create-or-validate'"
                        + (options.contains("sink.bulk-method")
                                ? ""
                                : ", 'sink.bulk-method' = 'pending-streams'")
                        + options
                        + ")");
    }

    private void insert(String values) throws Exception {
        tables.executeSql("INSERT INTO t VALUES " + values).await();
    }

    private List<String> select(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> found = tables.executeSql(query).collect()) {
            found.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }
}
