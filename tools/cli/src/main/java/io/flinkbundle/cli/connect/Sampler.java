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

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.verify.Causes;
import io.flinkbundle.cli.verify.Finding;
import io.flinkbundle.cli.verify.PlannerSession;
import io.flinkbundle.cli.verify.Severity;
import io.flinkbundle.cli.verify.TableDeclaration;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a few rows of a table in this process; no sink runs. */
@Internal
public final class Sampler {

    /** What makes a read end, and leave everything where it is, by connector. */
    private static final Map<String, String> HINTS =
            Map.of(
                    "redis-streams",
                    "'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'latest'",
                    "pubsub",
                    "'scan.ack-mode' = 'none', 'scan.bounded.mode' = 'idle',"
                            + " 'scan.bounded.idle-timeout' = '2 s'",
                    "duckdb",
                    "'scan.bounded.mode' = 'latest'",
                    "influxdb3",
                    "'scan.bounded.mode' = 'latest'",
                    "bigquery",
                    "'scan.bounded.mode' = 'latest'");

    private final PlannerSession session;
    private final int rows;
    private final Duration timeout;
    private final Causes causes;

    /**
     * @param rows how many rows to read
     * @param timeout how long to wait for them
     * @param causes takes the exceptions that reading ends with
     */
    public Sampler(PlannerSession session, int rows, Duration timeout, Causes causes) {
        this.session = session;
        this.rows = rows;
        this.timeout = timeout;
        this.causes = causes;
    }

    /** The rows, or why there are none. */
    public Finding sample(TableDeclaration table) {
        if ("consumer-group".equals(table.options().get("scan.mode"))) {
            return finding(
                    table,
                    Severity.SKIPPED,
                    "Reading as a consumer group would take entries away from the job.",
                    List.of());
        }
        String name = table.identifier().asSerializableString();
        String hint = Optional.ofNullable(HINTS.get(table.connector())).orElse("");
        String sql =
                "SELECT * FROM %s%s LIMIT %d"
                        .formatted(
                                name, hint.isEmpty() ? "" : " /*+ OPTIONS(" + hint + ") */", rows);
        List<String> read = new ArrayList<>();
        try {
            boolean ended = read(sql, read);
            return finding(
                    table,
                    Severity.OK,
                    "%d rows%s"
                            .formatted(
                                    read.size(),
                                    ended ? "" : " within " + timeout.toSeconds() + " s"),
                    read);
        } catch (ExecutionException | RuntimeException e) {
            Finding finding =
                    finding(
                            table,
                            Severity.ERROR,
                            "Reading failed.",
                            List.of(Failures.innermost(e)));
            causes.of(e, List.of(finding));
            return finding;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return finding(table, Severity.SKIPPED, "It was interrupted.", List.of());
        }
    }

    /** Returns whether it came to an end by itself. */
    private boolean read(String sql, List<String> read)
            throws ExecutionException, InterruptedException {
        ExecutorService reader =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread thread = new Thread(task, "sample");
                            thread.setDaemon(true);
                            return thread;
                        });
        // Planned by this thread, because the planner keeps things for the thread that made it.
        TableResult result = session.environment().executeSql(sql);
        Future<?> reading = reader.submit(() -> collect(result, read));
        try {
            reading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            reading.cancel(true); // closes the result, which cancels the job
            return false;
        } finally {
            reader.shutdownNow();
        }
    }

    private static void collect(TableResult result, List<String> read) {
        try (CloseableIterator<Row> rows = result.collect()) {
            while (rows.hasNext()) {
                read.add(rows.next().toString());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Finding finding(
            TableDeclaration table, Severity severity, String message, List<String> hints) {
        return new Finding(
                severity, table.statement().line(), table.subject(), "sample", message, hints);
    }
}
