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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBDriver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Files and configurations for tests of the sink; files are read with the driver alone. */
public final class SinkFiles {

    public static final DataType ROWS =
            DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                    DataTypes.FIELD("name", DataTypes.STRING()));

    private SinkFiles() {}

    public static Connection connect(Path file) throws SQLException {
        return new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
    }

    public static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The rows of a query, with the values of a row joined by a bar. */
    public static List<String> query(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file)) {
            return query(connection, sql);
        }
    }

    public static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> result = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
                result.add(String.join("|", values));
            }
        }
        return result;
    }

    /** What lies in a folder; nothing if there is none. */
    public static List<String> list(Path folder) throws Exception {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    public static DuckDbSinkConfig config(Path file) {
        return config(file, ROWS, SchemaMode.CREATE_OR_VALIDATE);
    }

    public static DuckDbSinkConfig config(DuckDbSettings settings) {
        return config(settings, BadRecordHandling.fail());
    }

    public static DuckDbSinkConfig config(DuckDbSettings settings, BadRecordHandling onRejected) {
        return config(
                settings, ROWS, SchemaMode.CREATE_OR_VALIDATE, Duration.ofDays(30), onRejected);
    }

    public static DuckDbSinkConfig config(Path file, DataType rows, SchemaMode schemaMode) {
        return config(file, rows, schemaMode, Duration.ofDays(30));
    }

    public static DuckDbSinkConfig config(
            Path file, DataType rows, SchemaMode schemaMode, Duration retention) {
        return config(
                DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO),
                rows,
                schemaMode,
                retention,
                BadRecordHandling.fail());
    }

    private static DuckDbSinkConfig config(
            DuckDbSettings settings,
            DataType rows,
            SchemaMode schemaMode,
            Duration retention,
            BadRecordHandling onRejected) {
        return new DuckDbSinkConfig(
                settings,
                "main",
                "t",
                ColumnMapping.of((RowType) rows.getLogicalType()),
                DeliveryGuarantee.EXACTLY_ONCE,
                schemaMode,
                "test-sink",
                settings.path() + ".staging",
                retention,
                new DuckDbSinkConfig.Buffering(1000, MemorySize.ofMebiBytes(1), Duration.ZERO),
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50)),
                onRejected,
                ConnectionHold.COMMIT,
                DuckDbSinkConfig.Changes.APPEND);
    }

    /** The same sink, whose rows replace and delete earlier ones by their ids. */
    public static DuckDbSinkConfig byId(DuckDbSinkConfig config) {
        return config.withChanges(new DuckDbSinkConfig.Changes(List.of("id"), false, false));
    }

    /** The same sink, which lets others go first for as long as a test may take. */
    public static DuckDbSinkConfig patient(DuckDbSinkConfig config) {
        return new DuckDbSinkConfig(
                config.settings(),
                config.schema(),
                config.table(),
                config.columns(),
                config.guarantee(),
                config.schemaMode(),
                config.sinkId(),
                config.stagingPath(),
                config.markerRetention(),
                config.buffering(),
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(50), Duration.ofMinutes(1)),
                config.onRejected(),
                config.hold(),
                config.changes());
    }

    public static TargetConnection open(DuckDbSinkConfig config) throws Exception {
        return TargetConnection.open(config, "a test", () -> {});
    }
}
