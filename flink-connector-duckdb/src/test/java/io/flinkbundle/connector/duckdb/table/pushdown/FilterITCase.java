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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.SoftAssertions.assertSoftly;

/** Conditions that DuckDB evaluates find the rows that Flink finds. */
class FilterITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int FILTERS_PER_QUERY = 12;

    @TempDir private static Path folder;

    @BeforeAll
    static void createRows() throws Exception {
        List<String> statements = new ArrayList<>(FilterTestColumn.createTable());
        Random random = new Random(4711);
        for (int id = 0; id < 600; id++) {
            statements.add(FilterTestColumn.insertRow(id, random));
        }
        DuckDbFiles.execute(folder.resolve("t.duckdb"), statements.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void randomConditionsFindTheSameRows(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> filters =
                IntStream.range(0, FILTERS_PER_QUERY)
                        .mapToObj(i -> FilterTestColumn.randomFilter(random, 3))
                        .toList();

        assertThatBothFindTheSame(filters);
    }

    @Test
    void everyComparisonOfEveryColumnFindsTheSameRows() throws Exception {
        for (FilterTestColumn column : FilterTestColumn.COLUMNS) {
            assertThatBothFindTheSame(column.allComparisons());
        }
    }

    private static void assertThatBothFindTheSame(List<String> filters) throws Exception {
        List<SortedSet<Long>> pushed = select("always", filters);
        List<SortedSet<Long>> filtered = select("never", filters);
        assertSoftly(
                softly -> {
                    for (int i = 0; i < filters.size(); i++) {
                        softly.assertThat(pushed.get(i))
                                .as(filters.get(i))
                                .isEqualTo(filtered.get(i));
                    }
                });
    }

    /** Finds the ids of the rows that fulfil each of the filters. */
    private static List<SortedSet<Long>> select(String policy, List<String> filters)
            throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.executeSql(
                String.format(
                        "CREATE TABLE t (%s) WITH ('connector' = 'duckdb', 'path' = '%s',"
                                + " 'table-name' = 't', 'filter.handling.policy' = '%s')",
                        FilterTestColumn.declarations(), folder.resolve("t.duckdb"), policy));
        String query =
                IntStream.range(0, filters.size())
                        .mapToObj(i -> "SELECT " + i + ", id FROM t WHERE " + filters.get(i))
                        .collect(Collectors.joining(" UNION ALL "));
        List<SortedSet<Long>> ids = new ArrayList<>();
        filters.forEach(filter -> ids.add(new TreeSet<>()));
        try (CloseableIterator<Row> result = tables.executeSql(query).collect()) {
            result.forEachRemaining(
                    row -> ids.get((Integer) row.getField(0)).add((Long) row.getField(1)));
        }
        return ids;
    }
}
