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

package io.flinkbundle.emulators.bigquery.testing;

import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.Range;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An emulator, Google's client of its REST interface, and a dataset. */
public abstract class ContractTestBase {

    protected static final String PROJECT = "test-project";
    protected static final String DATASET = "test_dataset";

    @RegisterExtension
    protected static final BigQueryEmulatorExtension EXTENSION = new BigQueryEmulatorExtension();

    protected BigQueryEmulator emulator;
    protected BigQuery bigQuery;

    @BeforeEach
    void connect(BigQueryEmulator running) {
        emulator = running;
        bigQuery = client(running);
        bigQuery.create(DatasetInfo.of(DATASET));
        emulator.calls().clear();
    }

    /** The name of a table as the Storage interfaces have it. */
    protected static String path(String table) {
        return "projects/" + PROJECT + "/datasets/" + DATASET + "/tables/" + table;
    }

    protected void createTable(String name, Field... fields) {
        bigQuery.create(
                TableInfo.of(
                        TableId.of(PROJECT, DATASET, name),
                        StandardTableDefinition.of(Schema.of(fields))));
    }

    /** The rows of a table, each as the text of its values. */
    protected List<List<String>> rows(String table) {
        Table described = bigQuery.getTable(TableId.of(PROJECT, DATASET, table));
        List<List<String>> rows = new ArrayList<>();
        described
                .list(described.getDefinition().getSchema())
                .iterateAll()
                .forEach(row -> rows.add(row.stream().map(ContractTestBase::text).toList()));
        return rows;
    }

    /** A value as text; parts in braces, elements in brackets. */
    protected static String text(FieldValue value) {
        return switch (value.getAttribute()) {
            case RECORD ->
                    value.getRecordValue().stream()
                            .map(ContractTestBase::text)
                            .collect(Collectors.joining(",", "{", "}"));
            case REPEATED ->
                    value.getRepeatedValue().stream()
                            .map(ContractTestBase::text)
                            .collect(Collectors.joining(",", "[", "]"));
            case RANGE -> {
                Range range = value.getRangeValue();
                yield "["
                        + range.getStart().getStringValue()
                        + ", "
                        + range.getEnd().getStringValue()
                        + ")";
            }
            default -> value.isNull() ? "null" : value.getValue().toString();
        };
    }

    protected static BigQuery client(BigQueryEmulator emulator) {
        return BigQueryOptions.newBuilder()
                .setProjectId(PROJECT)
                .setHost(emulator.restUrl().toString())
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }
}
