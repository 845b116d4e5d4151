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

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which jar brings which connector, and how one that is missing is built. */
final class SqlJars {

    private static final Pattern CONNECTOR = Pattern.compile("'connector'\\s*=\\s*'([^']+)'");
    private static final Pattern NO_FACTORY =
            Pattern.compile("Could not find any factory for identifier '([^']+)'");

    /** The connectors that no installation of Flink has, and the jar of each. */
    private static final Map<String, String> JARS = new LinkedHashMap<>();

    static {
        JARS.put("duckdb", "flink-sql-connector-duckdb");
        JARS.put("redis-streams", "flink-sql-connector-redis-streams");
        JARS.put("redis", "flink-sql-connector-redis-streams");
        JARS.put("influxdb3", "flink-sql-connector-influxdb3");
        JARS.put("pubsub", "flink-sql-connector-pubsub");
        JARS.put("bigquery", "flink-sql-connector-bigquery");
    }

    private SqlJars() {}

    /**
     * Looks whether a folder holds what a script needs.
     *
     * @throws ExampleException that names the first jar that is missing, and the way to build it
     */
    static void require(Path lib, String script) {
        CONNECTOR
                .matcher(script)
                .results()
                .map(found -> found.group(1))
                .filter(JARS::containsKey)
                .filter(connector -> !holds(lib, JARS.get(connector)))
                .findFirst()
                .ifPresent(
                        connector -> {
                            throw new ExampleException(
                                    "%s lacks a jar. %s".formatted(lib, advice(connector)));
                        });
    }

    /** What to do when a gateway does not know a connector, if that is what its message says. */
    static Optional<String> adviceFor(String message) {
        Matcher matcher = NO_FACTORY.matcher(message);
        return matcher.find()
                ? Optional.of(matcher.group(1)).filter(JARS::containsKey).map(SqlJars::advice)
                : Optional.empty();
    }

    private static String advice(String connector) {
        String jar = JARS.get(connector);
        String module = jar.replace("flink-sql-connector", "flink-connector");
        return ("The connector '%1$s' comes with %2$s-VERSION.jar: build %3$s/target/%2$s-VERSION.jar with"
                        + " `mvn -pl %3$s -am package -DskipTests` and put it into lib/ of Flink.")
                .formatted(connector, jar, module);
    }

    private static boolean holds(Path lib, String jar) {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(Path::getFileName)
                    .anyMatch(
                            FileSystems.getDefault().getPathMatcher("glob:" + jar + "-*.jar")
                                    ::matches);
        } catch (IOException e) {
            return false;
        }
    }
}
