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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.Compression;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.HttpWriteClient;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3RequestException;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.ServerTables;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.util.stream.Collectors.joining;

/** Asks a server for a table and its columns; a server of an older generation only for a write. */
@Internal
public final class InfluxDb3Probe implements ConnectorProbe {

    private static final String TIME = "time";
    private static final String WATERMARK = "WATERMARK FOR `time` AS `time` - INTERVAL '1' MINUTE";

    private static final int UNSIGNED_DIGITS = 20;

    @Override
    public String factoryIdentifier() {
        return InfluxDb3DynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return InfluxDb3ConnectorOptions.TABLE_NAME.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        InfluxDb3ConnectionOptions connection = connection(request);
        ProbeReport.Builder report = new ProbeReport.Builder();
        try (HttpLink link = new HttpLink(connection)) {
            return connection.api() == ApiVersion.V3
                    ? askForTable(request, new HttpQueryClient(link), report)
                    : askToWrite(link, connection, report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.failed(Check.REACHABLE, "The check was interrupted.");
        } catch (IOException e) {
            return failure(report, e);
        }
    }

    private static ProbeReport askToWrite(
            HttpLink link, InfluxDb3ConnectionOptions connection, ProbeReport.Builder report)
            throws IOException, InterruptedException {
        new HttpWriteClient(link, TimePrecision.NANOSECONDS, Compression.NONE, false).verify();
        return report.ok(Check.REACHABLE, connection.url() + " answers")
                .ok(Check.AUTHENTICATED, "the token is accepted")
                .ok(Check.PERMITTED, "'" + connection.database() + "' may be written")
                .done();
    }

    private static ProbeReport askForTable(
            ProbeRequest request, HttpQueryClient client, ProbeReport.Builder report)
            throws IOException, InterruptedException {
        ServerTables tables = new ServerTables(client);
        List<String> names = tables.names();
        report.ok(Check.REACHABLE, client.options().url() + " answers")
                .ok(Check.AUTHENTICATED, "the token is accepted")
                .ok(Check.PERMITTED, "'" + client.options().database() + "' may be read");
        Optional<String> name = request.config().getOptional(InfluxDb3ConnectorOptions.TABLE_NAME);
        if (name.isEmpty()) {
            return report.done();
        }
        if (!names.contains(name.get())) {
            return request.reads()
                    ? report.failed(
                            Check.EXISTS,
                            "There is no table '"
                                    + name.get()
                                    + "' in '"
                                    + client.options().database()
                                    + "'. There are: "
                                    + String.join(", ", names)
                                    + ".")
                    : report.ok(
                                    Check.EXISTS,
                                    "table '"
                                            + name.get()
                                            + "' does not exist yet; the first point creates it")
                            .done();
        }
        return report.ok(Check.EXISTS, "table '" + name.get() + "' is there")
                .done(found(tables.columns(name.get())));
    }

    private static FoundTable found(List<ServerColumn> columns) {
        String tags =
                columns.stream()
                        .filter(column -> column.type() == ServerColumn.Type.TAG)
                        .map(ServerColumn::name)
                        .collect(joining(";"));
        List<FoundColumn> found = new ArrayList<>();
        for (ServerColumn column : columns) {
            found.add(
                    new FoundColumn(
                            column.name(), typeOf(column.type()), column.type().toString()));
        }
        return new FoundTable(
                found,
                List.of(),
                false,
                List.of(),
                WATERMARK,
                tags.isEmpty() ? Map.of() : Map.of("tag.columns", tags));
    }

    private static LogicalType typeOf(ServerColumn.Type type) {
        return switch (type) {
            case TIME -> new LocalZonedTimestampType(false, 9);
            case INTEGER -> new BigIntType();
            case UNSIGNED -> new DecimalType(UNSIGNED_DIGITS, 0);
            case FLOAT -> new DoubleType();
            case BOOLEAN -> new BooleanType();
            case TAG, STRING, OTHER -> new VarCharType(VarCharType.MAX_LENGTH);
        };
    }

    private static ProbeReport failure(ProbeReport.Builder report, IOException failure) {
        if (!(failure instanceof InfluxDb3RequestException refused) || refused.status() == 0) {
            return report.failed(Check.REACHABLE, failure.getMessage());
        }
        report.ok(Check.REACHABLE, "a server answers");
        return switch (refused.status()) {
            case 401 -> report.failed(Check.AUTHENTICATED, refused.getMessage());
            case 403 -> report.failed(Check.PERMITTED, refused.getMessage());
            default -> report.failed(Check.EXISTS, refused.getMessage());
        };
    }

    private static InfluxDb3ConnectionOptions connection(ProbeRequest request) {
        return new ConnectionOptions(request.config()).read().build();
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        try (HttpLink link = new HttpLink(connection(request))) {
            return new ServerTables(new HttpQueryClient(link)).names();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Listing the tables was interrupted.");
        }
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        String tags =
                columns.getFields().stream()
                        .filter(field -> primaryKey.contains(field.getName()))
                        .map(RowType.RowField::getName)
                        .filter(column -> !column.equals(TIME))
                        .collect(joining(","));
        String fields =
                columns.getFields().stream()
                        .filter(field -> !field.getName().equals(TIME))
                        .filter(field -> !primaryKey.contains(field.getName()))
                        .map(field -> field.getName() + ":" + fieldType(field.getType()))
                        .collect(joining(","));
        return "# A table needs no schema: the first point creates it. To create it beforehand:\n"
                + "influxdb3 create table --database DATABASE"
                + (tags.isEmpty() ? "" : " --tags " + tags)
                + (fields.isEmpty() ? "" : " --fields " + fields)
                + " "
                + name;
    }

    private static String fieldType(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> "int64";
            case FLOAT, DOUBLE, DECIMAL -> "float64";
            case BOOLEAN -> "bool";
            default -> "utf8";
        };
    }
}
