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

package io.flinkbundle.cli.connect;

import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the database of a table of Flink's JDBC connector, through its driver. */
@Internal
public final class JdbcProbe implements ConnectorProbe {

    private static final int TIMEOUT_SECONDS = 10;

    @Override
    public String factoryIdentifier() {
        return "jdbc";
    }

    @Override
    public String targetOption() {
        return "table-name";
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        ProbeReport.Builder report = new ProbeReport.Builder();
        String name = request.options().getOrDefault(targetOption(), "");
        try (Connection connection = connect(request)) {
            report.ok(Check.REACHABLE, url(request) + " answers")
                    .ok(Check.AUTHENTICATED, "the login is accepted");
            return look(connection, name, report);
        } catch (SQLException e) {
            return failure(report, e);
        }
    }

    private static ProbeReport look(
            Connection connection, String name, ProbeReport.Builder report) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + name + " WHERE 1 = 0")) {
            ResultSetMetaData found = rows.getMetaData();
            return report.ok(Check.PERMITTED, "the table may be read")
                    .ok(Check.EXISTS, "table '" + name + "' is there")
                    .done(FoundTable.ofSchema(columns(found), primaryKey(connection, found)));
        } catch (SQLException e) {
            return report.failed(
                    isForbidden(e) ? Check.PERMITTED : Check.EXISTS,
                    String.valueOf(e.getMessage()));
        }
    }

    /** Its columns in their order; none if the driver does not tell which table was read. */
    private static List<String> primaryKey(Connection connection, ResultSetMetaData found)
            throws SQLException {
        if (found.getTableName(1).isEmpty()) {
            return List.of();
        }
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet key =
                connection
                        .getMetaData()
                        .getPrimaryKeys(
                                connection.getCatalog(),
                                found.getSchemaName(1).isEmpty() ? null : found.getSchemaName(1),
                                found.getTableName(1))) {
            while (key.next()) {
                columns.put(key.getInt("KEY_SEQ"), key.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private static List<FoundColumn> columns(ResultSetMetaData found) throws SQLException {
        List<FoundColumn> columns = new ArrayList<>();
        for (int i = 1; i <= found.getColumnCount(); i++) {
            columns.add(
                    new FoundColumn(
                            found.getColumnName(i),
                            typeOf(found, i)
                                    .copy(found.isNullable(i) != ResultSetMetaData.columnNoNulls),
                            found.getColumnTypeName(i)));
        }
        return columns;
    }

    private static LogicalType typeOf(ResultSetMetaData found, int column) throws SQLException {
        return switch (found.getColumnType(column)) {
            case Types.BIT, Types.BOOLEAN -> new BooleanType();
            case Types.TINYINT, Types.SMALLINT -> new SmallIntType();
            case Types.INTEGER -> new IntType();
            case Types.BIGINT -> new BigIntType();
            case Types.REAL -> new FloatType();
            case Types.FLOAT, Types.DOUBLE -> new DoubleType();
            case Types.DECIMAL, Types.NUMERIC -> decimal(found, column);
            case Types.DATE -> new DateType();
            case Types.TIME -> new TimeType();
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> new TimestampType(6);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                    new VarBinaryType(VarBinaryType.MAX_LENGTH);
            default -> new VarCharType(VarCharType.MAX_LENGTH);
        };
    }

    private static LogicalType decimal(ResultSetMetaData found, int column) throws SQLException {
        int precision = found.getPrecision(column);
        return precision < 1 || precision > DecimalType.MAX_PRECISION
                ? new DecimalType(DecimalType.MAX_PRECISION, 18)
                : new DecimalType(precision, Math.max(0, found.getScale(column)));
    }

    private static ProbeReport failure(ProbeReport.Builder report, SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (isRefused(failure)) {
            return report.ok(Check.REACHABLE, "the database answers")
                    .failed(Check.AUTHENTICATED, message);
        }
        return report.failed(
                Check.REACHABLE,
                message.startsWith("No suitable driver")
                        ? message
                                + ". The driver of the database has to be in Flink's lib folder;"
                                + " name it here with --lib."
                        : message);
    }

    /** Class 28 of the SQL standard, and what Derby and DB2 say: others refuse more with it. */
    private static boolean isRefused(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("28")
                || (state.equals("08004")
                        && String.valueOf(failure.getMessage()).contains("uthentication"));
    }

    /** 42501 of the standard, with the codes beside it that databases use. */
    private static boolean isForbidden(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("4250");
    }

    private static Connection connect(ProbeRequest request) throws SQLException {
        DriverManager.setLoginTimeout(TIMEOUT_SECONDS);
        return DriverManager.getConnection(
                request.options().getOrDefault("url", ""),
                request.options().get("username"),
                request.options().get("password"));
    }

    private static String url(ProbeRequest request) {
        return Redaction.url(request.options().getOrDefault("url", ""));
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect(request)) {
            DatabaseMetaData database = connection.getMetaData();
            try (ResultSet tables =
                    database.getTables(
                            connection.getCatalog(),
                            connection.getSchema(),
                            "%",
                            new String[] {"TABLE", "VIEW"})) {
                while (tables.next()) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        } catch (SQLException e) {
            throw new IOException(
                    "The tables of " + url(request) + " cannot be listed: " + e.getMessage(), e);
        }
        return names;
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        List<String> elements = new ArrayList<>();
        for (RowType.RowField field : columns.getFields()) {
            elements.add('"' + field.getName() + "\" " + sqlType(field.getType()));
        }
        if (!primaryKey.isEmpty()) {
            elements.add("PRIMARY KEY (\"" + String.join("\", \"", primaryKey) + "\")");
        }
        return "CREATE TABLE \"" + name + "\" (" + String.join(", ", elements) + ");";
    }

    private static String sqlType(LogicalType type) {
        String name =
                switch (type.getTypeRoot()) {
                    case DOUBLE -> "DOUBLE PRECISION";
                    case FLOAT -> "REAL";
                    case TINYINT -> "SMALLINT";
                    case VARCHAR, CHAR -> "VARCHAR(255)";
                    case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP WITH TIME ZONE";
                    default -> type.copy(true).asSerializableString();
                };
        return type.isNullable() ? name : name + " NOT NULL";
    }
}
