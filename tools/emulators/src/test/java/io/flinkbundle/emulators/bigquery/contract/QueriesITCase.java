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

package io.flinkbundle.emulators.bigquery.contract;

import io.flinkbundle.emulators.bigquery.testing.WriteTestBase;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.ViewDefinition;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueriesITCase extends WriteTestBase {

    private List<String> query(String sql) throws Exception {
        return rows(bigQuery.query(QueryJobConfiguration.of(sql)));
    }

    private static List<String> rows(TableResult result) {
        List<String> rows = new ArrayList<>();
        for (FieldValueList row : result.iterateAll()) {
            rows.add(String.join("|", row.stream().map(v -> text(v)).toList()));
        }
        return rows;
    }

    private void createPeople() throws Exception {
        query(
                "CREATE TABLE test_dataset.people (id INT64 NOT NULL, name STRING, tags"
                        + " ARRAY<STRING>, seen TIMESTAMP, PRIMARY KEY (id) NOT ENFORCED)"
                        + " PARTITION BY DATE(seen) CLUSTER BY id OPTIONS(description='People')");
        query(
                "INSERT INTO `test-project.test_dataset.people` VALUES (1, \"Ada\", ['x', 'y'],"
                        + " TIMESTAMP '2020-01-01 10:00:00+00'), (2, 'Grace', [], NULL)");
    }

    @Test
    void tablesAreNamedWithAndWithoutProjectsAndBackticks() throws Exception {
        createPeople();
        for (String name :
                List.of(
                        "`test-project.test_dataset.people`",
                        "`test-project`.test_dataset.people",
                        "test-project.test_dataset.people",
                        "test_dataset.people",
                        "`test_dataset`.`people`")) {
            assertThat(query("SELECT people.name FROM " + name + " ORDER BY people.id"))
                    .containsExactly("Ada", "Grace");
        }
        assertThat(bigQuery.getTable(TableId.of(DATASET, "people")).getDescription())
                .isEqualTo("People");
        StandardTableDefinition definition =
                bigQuery.getTable(TableId.of(DATASET, "people")).getDefinition();
        assertThat(definition.getTimePartitioning().getField()).isEqualTo("seen");
        assertThat(definition.getTableConstraints().getPrimaryKey().getColumns())
                .containsExactly("id");
    }

    @Test
    void valuesOfAllTypesAreComputed() throws Exception {
        assertThat(
                        query(
                                "SELECT CAST('1' AS INT64) AS i, SAFE_CAST('x' AS INT64), 1.5 AS"
                                        + " n, b'ab' AS b, DATE '2020-02-29' AS d, DATETIME"
                                        + " '2020-02-29T01:02:03' AS dt, TIMESTAMP '2020-02-29"
                                        + " 00:00:00+01' AS ts, TIME '01:02:03' AS t, [1, 2] AS l,"
                                        + " STRUCT(1 AS x, 'y' AS y) AS s, JSON '{\"a\":1}' AS j,"
                                        + " INTERVAL 3 DAY AS iv, r'a\\b' AS r, 7 / 2 AS q"))
                .containsExactly(
                        "1|null|1.5|YWI=|2020-02-29|2020-02-29T01:02:03|1582930800.000000|"
                                + "01:02:03|[1,2]|{1,y}|{\"a\":1}|0-0 3 0:0:0|a\\b|3.5");
    }

    @Test
    void parametersAreNamedOrInTheirOrder() throws Exception {
        createPeople();
        TableResult named =
                bigQuery.query(
                        QueryJobConfiguration.newBuilder(
                                        "SELECT id FROM test_dataset.people WHERE name = @name AND"
                                                + " id IN UNNEST(@ids)")
                                .addNamedParameter("name", QueryParameterValue.string("A'da"))
                                .addNamedParameter(
                                        "ids",
                                        QueryParameterValue.array(new Long[] {1L, 2L}, Long.class))
                                .build());
        assertThat(rows(named)).isEmpty();
        TableResult positional =
                bigQuery.query(
                        QueryJobConfiguration.newBuilder(
                                        "SELECT id FROM test_dataset.people WHERE name = ? OR id ="
                                                + " ?")
                                .addPositionalParameter(QueryParameterValue.string("Ada"))
                                .addPositionalParameter(QueryParameterValue.int64(2L))
                                .build());
        assertThat(rows(positional)).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void rowsAreChanged() throws Exception {
        createPeople();
        assertThat(
                        bigQuery.query(
                                        QueryJobConfiguration.of(
                                                "UPDATE test_dataset.people SET name = 'Hopper'"
                                                        + " WHERE id = 2"))
                                .getTotalRows())
                .isNotNull();
        query(
                "MERGE test_dataset.people AS t USING (SELECT 2 AS id, 'G' AS name UNION ALL SELECT"
                        + " 3, 'New') AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name"
                        + " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)");
        query("DELETE FROM test_dataset.people WHERE id = 1");

        assertThat(query("SELECT id, name FROM test_dataset.people ORDER BY id"))
                .containsExactly("2|G", "3|New");

        query("TRUNCATE TABLE test_dataset.people");
        assertThat(query("SELECT * FROM test_dataset.people")).isEmpty();
    }

    @Test
    void aQueryIntoATableIsThereForOthers() throws Exception {
        createPeople();
        TableId target = TableId.of(PROJECT, DATASET, "names");
        Job job =
                bigQuery.create(
                                JobInfo.of(
                                        QueryJobConfiguration.newBuilder(
                                                        "SELECT name, seen FROM"
                                                                + " test_dataset.people ORDER BY"
                                                                + " id")
                                                .setDestinationTable(target)
                                                .build()))
                        .waitFor();
        assertThat(job.getStatus().getError()).isNull();
        assertThat(rows("names"))
                .containsExactly(List.of("Ada", "1577872800.000000"), List.of("Grace", "null"));
        assertThat(bigQuery.getTable(target).getDefinition().getSchema().getFields().get("seen"))
                .extracting(Field::getType)
                .isEqualTo(LegacySQLTypeName.TIMESTAMP);
    }

    @Test
    void aLongResultComesInPages() throws Exception {
        Job job =
                bigQuery.create(
                        JobInfo.of(
                                QueryJobConfiguration.of(
                                        "SELECT n FROM UNNEST(GENERATE_ARRAY(1, 25000)) AS n")));
        TableResult result =
                job.waitFor().getQueryResults(BigQuery.QueryResultsOption.pageSize(7000));

        assertThat(result.getTotalRows()).isEqualTo(25_000);
        assertThat(rows(result)).hasSize(25_000).startsWith("1", "2").endsWith("25000");
    }

    @Test
    void aViewIsQueriedLikeATable() throws Exception {
        createPeople();
        bigQuery.create(
                TableInfo.of(
                        TableId.of(DATASET, "v"),
                        ViewDefinition.newBuilder(
                                        "SELECT id, UPPER(name) AS big FROM test_dataset.people")
                                .setUseLegacySql(false)
                                .build()));

        assertThat(query("SELECT v.big FROM test_dataset.v WHERE id = 1")).containsExactly("ADA");
        assertThat(bigQuery.getTable(TableId.of(DATASET, "v")).getDefinition().getSchema())
                .extracting(schema -> schema.getFields().get(1).getName())
                .isEqualTo("big");
    }

    @Test
    void appendsAreReadByTheirTimes() throws Exception {
        createNumbers(TABLE);
        query("INSERT INTO test_dataset.t (n) VALUES (1)");
        String middle = query("SELECT CAST(UNIX_MICROS(CURRENT_TIMESTAMP()) + 1 AS STRING)").get(0);
        emulatorClockPasses(Long.parseLong(middle));
        query("INSERT INTO test_dataset.t (n) VALUES (2)");

        assertThat(
                        query(
                                "SELECT n, _CHANGE_TYPE AS kind FROM APPENDS(TABLE test_dataset.t,"
                                        + " TIMESTAMP_MICROS("
                                        + middle
                                        + "), NULL)"))
                .containsExactly("2|INSERT");
        assertThat(
                        query(
                                "SELECT n FROM APPENDS(TABLE `test-project.test_dataset.t`, NULL,"
                                        + " TIMESTAMP_MICROS("
                                        + middle
                                        + ")) WHERE _CHANGE_TIMESTAMP IS NOT NULL"))
                .containsExactly("1");
        assertThat(
                        query(
                                "SELECT n FROM test_dataset.t FOR SYSTEM_TIME AS OF"
                                        + " TIMESTAMP_MICROS("
                                        + middle
                                        + ")"))
                .containsExactly("1");
    }

    private void emulatorClockPasses(long micros) {
        while (emulator.clock().millis() * 1_000 <= micros) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theInformationSchemaKnowsTablesColumnsKeysAndPartitions() throws Exception {
        createPeople();
        assertThat(
                        query(
                                "SELECT table_name, table_type FROM"
                                        + " test_dataset.INFORMATION_SCHEMA.TABLES"))
                .containsExactly("people|BASE TABLE");
        assertThat(
                        query(
                                "SELECT column_name, data_type, is_nullable FROM"
                                        + " `test-project`.test_dataset.INFORMATION_SCHEMA.COLUMNS"
                                        + " WHERE table_name = 'people' ORDER BY ordinal_position"))
                .containsExactly(
                        "id|INT64|NO",
                        "name|STRING|YES",
                        "tags|ARRAY<STRING>|YES",
                        "seen|TIMESTAMP|YES");
        assertThat(
                        query(
                                "SELECT column_name FROM"
                                        + " test_dataset.INFORMATION_SCHEMA.KEY_COLUMN_USAGE"))
                .containsExactly("id");
        assertThat(
                        query(
                                "SELECT partition_id, total_rows FROM"
                                        + " test_dataset.INFORMATION_SCHEMA.PARTITIONS ORDER BY"
                                        + " partition_id"))
                .containsExactly("20200101|1", "__NULL__|1");
        assertThat(query("SELECT schema_name FROM INFORMATION_SCHEMA.SCHEMATA"))
                .contains("test_dataset");
    }

    @Test
    void tablesAreAlteredAndDropped() throws Exception {
        createPeople();
        query("ALTER TABLE test_dataset.people ADD COLUMN age INT64, DROP COLUMN tags");
        query(
                "ALTER TABLE test_dataset.people SET OPTIONS (max_staleness = INTERVAL 15 MINUTE,"
                        + " description = 'Old')");
        assertThat(query("SELECT * FROM test_dataset.people ORDER BY id"))
                .containsExactly("1|Ada|1577872800.000000|null", "2|Grace|null|null");
        assertThat(bigQuery.getTable(TableId.of(DATASET, "people")).getDescription())
                .isEqualTo("Old");

        query("DROP TABLE test_dataset.people");
        query("DROP TABLE IF EXISTS test_dataset.people");
        assertThat(bigQuery.getTable(TableId.of(DATASET, "people"))).isNull();
    }

    @Test
    void arraysAreUnnestedBesideTheirRows() throws Exception {
        createPeople();
        assertThat(
                        query(
                                "WITH p AS (SELECT * FROM test_dataset.people) SELECT p.id, tag"
                                        + " FROM p, UNNEST(p.tags) AS tag ORDER BY tag"))
                .containsExactly("1|x", "1|y");
        assertThat(
                        query(
                                "SELECT COUNT(*), COUNTIF(id > 1), SUM(id),"
                                        + " TIMESTAMP_TRUNC(MIN(seen), DAY) FROM"
                                        + " test_dataset.people"))
                .containsExactly("2|1|3|1577836800.000000");
    }

    @Test
    void aBadQueryIsRefused() {
        assertThatThrownBy(() -> query("SELECT nothing FROM test_dataset.missing"))
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("Not found: Table test-project:test_dataset.missing");
        assertThatThrownBy(() -> query("SELEC 1")).isInstanceOf(BigQueryException.class);
    }

    @Test
    void aDryRunOfABadQueryIsRefusedAtOnce() {
        assertThatThrownBy(
                        () ->
                                bigQuery.create(
                                        JobInfo.of(
                                                QueryJobConfiguration.newBuilder(
                                                                "SELECT x FROM test_dataset.missing")
                                                        .setDryRun(true)
                                                        .build())))
                .isInstanceOf(BigQueryException.class)
                .hasMessageContaining("Not found: Table test-project:test_dataset.missing");
    }

    @Test
    void aDryRunTellsTheSchemaAlone() {
        Job job =
                bigQuery.create(
                        JobInfo.of(
                                QueryJobConfiguration.newBuilder("SELECT 1 AS x, 'a' AS y")
                                        .setDryRun(true)
                                        .build()));
        JobStatistics.QueryStatistics statistics = job.getStatistics();

        assertThat(statistics.getSchema().getFields())
                .extracting(Field::getName)
                .containsExactly("x", "y");
        assertThat(statistics.getSchema().getFields().get("y").getType().getStandardType())
                .isEqualTo(StandardSQLTypeName.STRING);
    }
}
