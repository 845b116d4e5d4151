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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.DuckDbException;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks into a database file without changing it. */
@Internal
public final class DuckDbProbe implements ConnectorProbe {

    private static final String HOLDER = "a check before a job";

    private static final String TABLES =
            "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_catalog = current_database() AND table_schema = ?"
                    + " AND table_name NOT LIKE '\\_\\_flink%' ESCAPE '\\' ORDER BY table_name";

    private static final String PRIMARY_KEY =
            "SELECT constraint_column_names FROM duckdb_constraints()"
                    + " WHERE constraint_type = 'PRIMARY KEY' AND schema_name = ? AND table_name = ?"
                    + " AND database_name = current_database()";

    @Override
    public String factoryIdentifier() {
        return DuckDbDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return DuckDbConnectorOptions.TABLE_NAME.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        ReadableConfig options = request.config();
        DuckDbSettings settings = TableSettings.of(options, request.options());
        ProbeReport.Builder report = new ProbeReport.Builder();
        Path file = Path.of(settings.path());
        if (!Files.exists(file)) {
            return withoutFile(request, file, report);
        }
        try (DuckDbDatabase database = DuckDbDatabase.open(settings, AccessMode.READ_ONLY, HOLDER);
                DuckDBConnection connection = database.connect()) {
            report.ok(Check.REACHABLE, "'" + file + "' is a database that opens");
            if (request.writes() && !Files.isWritable(file)) {
                return report.failed(Check.PERMITTED, "This user may not write '" + file + "'.");
            }
            report.ok(Check.PERMITTED, request.writes() ? "may be written" : "may be read");
            return look(request, options, connection, report);
        } catch (DuckDbException e) {
            return report.failed(Check.REACHABLE, e.getMessage());
        } catch (SQLException e) {
            return report.failed(
                    Check.EXISTS,
                    DuckDbErrors.translate(settings.path(), "could not be asked", e).getMessage());
        }
    }

    private static ProbeReport withoutFile(
            ProbeRequest request, Path file, ProbeReport.Builder report) {
        if (request.reads() || !creates(request.config())) {
            return report.failed(
                    Check.REACHABLE,
                    "There is no file '" + file + "' on this machine. Check the option 'path'.");
        }
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        if (!Files.isWritable(folder)) {
            return report.failed(
                    Check.PERMITTED,
                    "The sink cannot create '"
                            + file
                            + "': its folder does not exist, or this user may not write it.");
        }
        return report.ok(Check.EXISTS, "'" + file + "' does not exist yet; the sink creates it")
                .done();
    }

    private static ProbeReport look(
            ProbeRequest request,
            ReadableConfig options,
            DuckDBConnection connection,
            ProbeReport.Builder report)
            throws SQLException {
        Optional<String> query = options.getOptional(DuckDbConnectorOptions.QUERY);
        if (query.isPresent()) {
            List<FoundColumn> columns = columnsOf(connection, query.get());
            return report.ok(Check.EXISTS, "the query has " + columns.size() + " columns")
                    .done(FoundTable.ofSchema(columns, List.of()));
        }
        String schema = options.get(DuckDbConnectorOptions.SCHEMA);
        Optional<String> name = options.getOptional(DuckDbConnectorOptions.TABLE_NAME);
        if (name.isEmpty()) {
            return report.failed(Check.EXISTS, "Set 'table-name' or 'query'.");
        }
        Optional<DuckDbTable> found = DuckDbTable.find(connection, schema, name.get());
        if (found.isPresent()) {
            return report.ok(Check.EXISTS, "table '" + name.get() + "' is there")
                    .done(
                            FoundTable.ofSchema(
                                    columnsOf(found.get()), primaryKey(connection, found.get())));
        }
        if (!request.reads() && creates(options)) {
            return report.ok(
                            Check.EXISTS,
                            "table '" + name.get() + "' does not exist yet; the sink creates it")
                    .done();
        }
        return report.failed(
                Check.EXISTS,
                "There is no table '"
                        + name.get()
                        + "' in schema '"
                        + schema
                        + "'. There are: "
                        + String.join(", ", tables(connection, schema))
                        + ".");
    }

    private static boolean creates(ReadableConfig options) {
        SchemaMode mode = options.get(DuckDbConnectorOptions.SINK_SCHEMA_MODE);
        return mode == SchemaMode.CREATE || mode == SchemaMode.CREATE_OR_VALIDATE;
    }

    private static List<FoundColumn> columnsOf(DuckDbTable table) {
        List<FoundColumn> columns = new ArrayList<>();
        for (DuckDbColumn column : table.columns()) {
            columns.add(column(column.name(), column.typeName(), column.nullable()));
        }
        return columns;
    }

    private static List<FoundColumn> columnsOf(DuckDBConnection connection, String query)
            throws SQLException {
        List<FoundColumn> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE (" + query + ")")) {
            while (rows.next()) {
                columns.add(column(rows.getString(1), rows.getString(2), true));
            }
        }
        return columns;
    }

    private static FoundColumn column(String name, String type, boolean nullable) {
        return new FoundColumn(
                name, FlinkTypes.of(DuckDbType.parse(type)).getLogicalType().copy(nullable), type);
    }

    private static List<String> primaryKey(DuckDBConnection connection, DuckDbTable table)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PRIMARY_KEY)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return List.of();
                }
                Array columns = rows.getArray(1);
                return Arrays.stream((Object[]) columns.getArray()).map(Object::toString).toList();
            }
        }
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        ReadableConfig options = request.config();
        DuckDbSettings settings = TableSettings.of(options, request.options());
        if (!Files.exists(Path.of(settings.path()))) {
            throw new IOException("There is no file '" + settings.path() + "'.");
        }
        try (DuckDbDatabase database = DuckDbDatabase.open(settings, AccessMode.READ_ONLY, HOLDER);
                DuckDBConnection connection = database.connect()) {
            return tables(connection, options.get(DuckDbConnectorOptions.SCHEMA));
        } catch (DuckDbException e) {
            throw new IOException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new IOException(
                    DuckDbErrors.translate(settings.path(), "could not list tables", e)
                            .getMessage(),
                    e);
        }
    }

    private static List<String> tables(DuckDBConnection connection, String schema)
            throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        return TableDefinitions.create(DuckDbSettings.DEFAULT_SCHEMA, name, columns, primaryKey)
                + ";";
    }
}
