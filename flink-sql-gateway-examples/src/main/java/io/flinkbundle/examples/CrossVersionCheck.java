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

import io.flinkbundle.examples.systems.LocalRedis;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One INSERT from Redis Streams into DuckDB, on whatever Flink version the class path has, in three
 * ways: in batch mode, in streaming mode from a source that ends, and from one that does not.
 *
 * <p>Prints one line and ends with exit code 0 when every row arrived once; ends with a stack trace
 * when not. The argument is an empty folder to work in.
 */
public final class CrossVersionCheck {

    private static final int ROWS = 5_000;
    private static final String STREAM = "numbers";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private CrossVersionCheck() {}

    private enum Mode {
        BATCH("latest"),
        BOUNDED_STREAMING("latest"),
        STREAMING("unbounded");

        private final String bounded;

        Mode(String bounded) {
            this.bounded = bounded;
        }

        private TableEnvironment environment() {
            if (this == BATCH) {
                return TableEnvironment.create(EnvironmentSettings.inBatchMode());
            }
            TableEnvironment tables =
                    TableEnvironment.create(EnvironmentSettings.inStreamingMode());
            tables.getConfig().set("execution.checkpointing.interval", "200 ms");
            return tables;
        }
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        try (LocalRedis redis = LocalRedis.start(Ports.claim(0, "Redis", ""))) {
            StreamFeed.of(STREAM, numbers(), Map.of("n", "0", "text", "last"))
                    .writeAll(redis.port());
            for (Mode mode : Mode.values()) {
                check(
                        mode,
                        redis,
                        folder.resolve(mode.name().toLowerCase(Locale.ROOT) + ".duckdb"));
            }
        }
        System.out.printf(
                "Flink %s: %d rows in batch mode, from a stream that ends, and from one that does not%n",
                EnvironmentInformation.getVersion(), ROWS);
        System.exit(0); // Flink leaves threads behind that are not daemons
    }

    private static ResultTable numbers() {
        return new ResultTable(
                List.of("n", "text"),
                IntStream.range(1, ROWS)
                        .mapToObj(n -> List.of(Integer.toString(n), "number " + n))
                        .toList());
    }

    private static void check(Mode mode, LocalRedis redis, Path database) throws Exception {
        TableEnvironment tables = mode.environment();
        tables.executeSql(
                """
                CREATE TABLE numbers (n BIGINT, text STRING) WITH (
                  'connector' = 'redis-streams', 'host' = '%s', 'port' = '%d', 'streams' = '%s',
                  'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = '%s')"""
                        .formatted(LocalRedis.HOST, redis.port(), STREAM, mode.bounded));
        tables.executeSql(
                """
                CREATE TABLE copied (n BIGINT, text STRING) WITH (
                  'connector' = 'duckdb', 'path' = '%s', 'table-name' = 'copied',
                  'sink.delivery-guarantee' = 'exactly-once')"""
                        .formatted(database));
        JobClient job =
                tables.executeSql("INSERT INTO copied SELECT * FROM numbers")
                        .getJobClient()
                        .orElseThrow();
        if (mode == Mode.STREAMING) {
            Await.until(
                    TIMEOUT,
                    () -> rows(database) >= ROWS,
                    () -> "%d of %d rows".formatted(rows(database), ROWS));
            job.cancel().get();
        } else {
            job.getJobExecutionResult().get();
        }
        assertEachOnce(mode, DuckDb.readTable(database, "copied"));
    }

    private static int rows(Path database) {
        return DuckDb.poll(database, "copied").map(table -> table.rows().size()).orElse(0);
    }

    private static void assertEachOnce(Mode mode, ResultTable copied) {
        Set<List<String>> distinct = new HashSet<>(copied.rows());
        if (copied.rows().size() != ROWS || distinct.size() != ROWS) {
            throw new ExampleException(
                    "%s: %d rows, %d of them distinct, instead of %d"
                            .formatted(mode, copied.rows().size(), distinct.size(), ROWS));
        }
    }
}
