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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.flink.ConnectorTable;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;

import java.util.HashMap;
import java.util.Map;

/** The table that the benchmarks write and read. */
@Internal
final class BigQueryTable {

    static final String DATASET = "bench";
    static final String TABLE = "rows";
    static final TableId ID = TableId.of(BigQueryProcess.PROJECT, DATASET, TABLE);
    static final String PATH =
            "projects/" + BigQueryProcess.PROJECT + "/datasets/" + DATASET + "/tables/" + TABLE;

    private static final Schema SCHEMA =
            Schema.of(
                    Field.of("id", StandardSQLTypeName.INT64),
                    Field.of("quantity", StandardSQLTypeName.INT64),
                    Field.of("price", StandardSQLTypeName.FLOAT64),
                    Field.of("name", StandardSQLTypeName.STRING),
                    Field.of("event_time", StandardSQLTypeName.DATETIME));

    private BigQueryTable() {}

    static void createDataset(BigQuery bigQuery) {
        bigQuery.create(DatasetInfo.of(DATASET));
    }

    /** Makes the table empty. */
    static void renew(BigQuery bigQuery) {
        bigQuery.delete(ID);
        bigQuery.create(TableInfo.of(ID, StandardTableDefinition.of(SCHEMA)));
    }

    /**
     * @param more options beside those that name the table
     */
    static ConnectorTable ofConnector(BigQueryProcess server, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        options.put("connector", "bigquery");
        options.put("project", BigQueryProcess.PROJECT);
        options.put("dataset", DATASET);
        options.put("table-name", TABLE);
        options.put("endpoint.rest", server.restUrl());
        options.put("endpoint.storage", server.restUrl());
        options.put("endpoint.grpc", server.grpcEndpoint());
        options.put("endpoint.plaintext", "true");
        options.put("credentials.type", "none");
        return ConnectorTable.with(options);
    }
}
