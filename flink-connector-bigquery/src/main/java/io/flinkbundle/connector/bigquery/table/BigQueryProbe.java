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

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryRequestException;
import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestTableClient;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static java.util.stream.Collectors.joining;

/** Looks for a table and its columns. */
@Internal
public final class BigQueryProbe implements ConnectorProbe {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public String factoryIdentifier() {
        return BigQueryDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return BigQueryConnectorOptions.TABLE_NAME.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        ProbeReport.Builder report = new ProbeReport.Builder();
        TableName name = TableOptions.read(request.config());
        try {
            Optional<TableDescription> found =
                    new RestTableClient(open(request, name.project())).find(name);
            report.ok(Check.REACHABLE, "BigQuery answers")
                    .ok(Check.AUTHENTICATED, "the credentials are accepted")
                    .ok(Check.PERMITTED, "the table may be looked at");
            return found.isPresent() ? there(found.get(), report) : missing(request, name, report);
        } catch (IOException e) {
            return failure(report, e);
        }
    }

    private static ProbeReport there(TableDescription table, ProbeReport.Builder report) {
        List<FoundColumn> columns = new ArrayList<>();
        for (TableField field : table.schema().fields()) {
            columns.add(
                    new FoundColumn(
                            field.name(),
                            BigQueryTypes.flinkType(field),
                            field.mode() + " " + field.type()));
        }
        return report.ok(Check.EXISTS, "table " + table.name() + " is there")
                .done(FoundTable.ofSchema(columns, table.primaryKey()));
    }

    private static ProbeReport missing(
            ProbeRequest request, TableName name, ProbeReport.Builder report) {
        SchemaMode mode = request.config().get(BigQueryConnectorOptions.SINK_SCHEMA_MODE);
        boolean creates = mode == SchemaMode.CREATE || mode == SchemaMode.CREATE_OR_VALIDATE;
        return !request.reads() && creates
                ? report.ok(
                                Check.EXISTS,
                                "table " + name + " does not exist yet; the sink creates it")
                        .done()
                : report.failed(
                        Check.EXISTS,
                        "There is no table "
                                + name
                                + ", or no dataset for it. Create it, or let the sink do so with"
                                + " 'sink.schema-mode' = 'create'.");
    }

    private static ProbeReport failure(ProbeReport.Builder report, IOException failure) {
        int status =
                failure.getCause() instanceof BigQueryException refused ? refused.getCode() : 0;
        if (status == UNAUTHORIZED) {
            return report.ok(Check.REACHABLE, "BigQuery answers")
                    .failed(Check.AUTHENTICATED, failure.getMessage());
        }
        if (status == FORBIDDEN) {
            return report.ok(Check.REACHABLE, "BigQuery answers")
                    .ok(Check.AUTHENTICATED, "the credentials are accepted")
                    .failed(Check.PERMITTED, failure.getMessage());
        }
        return failure instanceof BigQueryRequestException
                ? report.ok(Check.REACHABLE, "BigQuery answers")
                        .failed(Check.EXISTS, failure.getMessage())
                : report.failed(Check.REACHABLE, failure.getMessage());
    }

    private static BigQuery open(ProbeRequest request, String project) throws IOException {
        BigQueryConnectionOptions connection = new ConnectionOptions(request.config()).read();
        return RestConnections.open(connection, project);
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        String project = required(request, BigQueryConnectorOptions.PROJECT.key());
        String dataset = required(request, BigQueryConnectorOptions.DATASET.key());
        List<String> names = new ArrayList<>();
        try {
            for (Table table :
                    open(request, project)
                            .listTables(DatasetId.of(project, dataset))
                            .iterateAll()) {
                names.add(table.getTableId().getTable());
            }
            return names;
        } catch (BigQueryException e) {
            throw new IOException(
                    "The tables of "
                            + project
                            + "."
                            + dataset
                            + " cannot be listed: "
                            + e.getMessage(),
                    e);
        }
    }

    private static String required(ProbeRequest request, String option) {
        return Optional.ofNullable(request.options().get(option))
                .orElseThrow(() -> new ValidationException("Option '" + option + "' is missing."));
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        String elements =
                BigQueryTypes.schema(columns).fields().stream()
                        .map(BigQueryProbe::definition)
                        .collect(joining(",\n  "));
        String key =
                primaryKey.isEmpty()
                        ? ""
                        : ",\n  PRIMARY KEY (`"
                                + String.join("`, `", primaryKey)
                                + "`) NOT ENFORCED";
        return "CREATE TABLE `" + name + "` (\n  " + elements + key + "\n);";
    }

    private static String definition(TableField field) {
        return switch (field.mode()) {
            case REPEATED -> "`" + field.name() + "` ARRAY<" + type(field) + ">";
            case REQUIRED -> "`" + field.name() + "` " + type(field) + " NOT NULL";
            case NULLABLE -> "`" + field.name() + "` " + type(field);
        };
    }

    private static String type(TableField field) {
        if (!field.fields().isEmpty()) {
            return field.fields().stream()
                    .map(BigQueryProbe::definition)
                    .collect(joining(", ", "STRUCT<", ">"));
        }
        return field.precision() > 0 && field.type().name().endsWith("NUMERIC")
                ? field.type() + "(" + field.precision() + ", " + field.scale() + ")"
                : field.type().toString();
    }
}
