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

package io.flinkbundle.examples;

import org.apache.flink.runtime.util.EnvironmentInformation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every connector as source and as sink, in batch and in streaming mode, on a JobManager and two
 * TaskManagers of whatever Flink version the class path has, each a process of its own.
 *
 * <p>Arguments: the folder of this module, and an empty folder to work in. The systems are those
 * that the environment names, as {@code examples with} names them. Prints one line and ends with
 * exit code 0 when every result is as expected.
 */
public final class ClusterCheck {

    private static final List<String> MODES = List.of("batch", "streaming");

    /** Flink's JDBC connector makes no tables. */
    private static final String JDBC_TABLE =
            "CREATE TABLE names_%s (id BIGINT PRIMARY KEY, name VARCHAR(20))";

    private static final int INTERRUPTED = 130;

    private final Path folder;
    private final FlinkJvm.Folders folders;
    private final Map<String, String> values;

    private ClusterCheck(Layout layout, Map<String, String> environment) {
        this.folder = layout.module().resolve("compatibility");
        this.folders = new FlinkJvm.Folders(layout.conf(), layout.work());
        this.values = new HashMap<>(environment);
        values.put("OUT", OutputFolder.create(layout.work().resolve("out")).path().toString());
    }

    public static void main(String[] args) {
        int exitCode = 1;
        try (OrderlyStop stop = OrderlyStop.ofThisThread()) {
            Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]));
            exitCode = new ClusterCheck(layout, System.getenv()).isPassed() ? 0 : 1;
        } catch (InterruptedException e) {
            exitCode = INTERRUPTED;
        } catch (RuntimeException e) {
            e.printStackTrace();
        }
        System.exit(exitCode); // Flink leaves threads behind that are not daemons
    }

    private boolean isPassed() throws InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        try (ClusterProcesses cluster = ClusterProcesses.start(folders, folder.resolve("conf"))) {
            for (String mode : MODES) {
                createJdbcTable(mode);
                comparisons.addAll(TableProgram.run(script(mode), settings(cluster, mode), values));
            }
        }
        List<Comparison> wrong = comparisons.stream().filter(each -> !each.isAsExpected()).toList();
        wrong.forEach(each -> System.out.println(each.title() + "\n" + each.format()));
        System.out.printf(
                "Flink %s as a JobManager and two TaskManagers: %d of %d results as expected%n",
                EnvironmentInformation.getVersion(),
                comparisons.size() - wrong.size(),
                comparisons.size());
        return wrong.isEmpty();
    }

    private Example script(String mode) {
        return Example.read(
                folder.resolve("sql/%s.sql".formatted(mode)),
                folder.resolve("expected/%s.txt".formatted(mode)));
    }

    private static Map<String, String> settings(ClusterProcesses cluster, String mode) {
        return Map.of(
                "execution.target",
                "remote",
                "execution.runtime-mode",
                mode,
                "rest.address",
                ClusterProcesses.HOST,
                "rest.port",
                Integer.toString(cluster.restPort()));
    }

    private void createJdbcTable(String mode) {
        try (Connection connection = DriverManager.getConnection(values.get("JDBC_URL"));
                Statement statement = connection.createStatement()) {
            statement.execute(JDBC_TABLE.formatted(mode));
        } catch (SQLException e) {
            throw new ExampleException("The database refuses a table: " + RootCause.of(e), e);
        }
    }
}
