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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.ServerColumn;
import io.flinkbundle.connector.influxdb3.client.ServerTables;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanTables;
import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Looks which tables there are to read, whether they fit, and which times they have. */
@Internal
public final class TableSurvey implements InfluxDb3SplitEnumerator.Survey {

    private final InfluxDb3Scan scan;

    public TableSurvey(InfluxDb3Scan scan) {
        this.scan = scan;
    }

    /**
     * A table that is there.
     *
     * @param name its name; empty for the result of a query
     * @param times from its first point to its last one; empty if it has none
     */
    public record FoundTable(String name, Optional<TimeRange> times) {}

    /**
     * Looks for tables, and tries again where that may help.
     *
     * @param known those that are not looked for any more
     * @throws UnreadableException if something is missing or does not fit
     */
    @Override
    public List<FoundTable> survey(Set<String> known) throws IOException, InterruptedException {
        return tryAgain("look for " + scan, client -> survey(client, known));
    }

    @Override
    public OptionalLong nextTime(RangeSplit range) throws IOException, InterruptedException {
        return tryAgain(
                "look for the next point of " + scan,
                client ->
                        new TimeBounds(client, scan.filter())
                                .next(
                                        scan.tables().relation(range.table()),
                                        new TimeRange(range.from(), range.to()),
                                        EpochNanos.of(scan.splitDuration())));
    }

    /** Something that is asked of the server. */
    @FunctionalInterface
    private interface Question<R> {
        R ask(QueryClient client) throws IOException, InterruptedException;
    }

    private <R> R tryAgain(String what, Question<R> question)
            throws IOException, InterruptedException {
        Retrier retrier = scan.retry().start(what);
        while (true) {
            try (QueryClient client = new HttpQueryClient(new HttpLink(scan.connection()))) {
                return question.ask(client);
            } catch (BackpressureException e) {
                retrier.backOff(e, e.retryAfter());
            } catch (RetryableIOException e) {
                retrier.backOff(e, Duration.ZERO);
            }
        }
    }

    private List<FoundTable> survey(QueryClient client, Set<String> known)
            throws IOException, InterruptedException {
        if (scan.tables() instanceof ScanTables.Query) {
            return known.isEmpty() ? List.of(found(client, ScanTables.NO_TABLE)) : List.of();
        }
        List<FoundTable> found = new ArrayList<>();
        ServerTables server = new ServerTables(client);
        for (String table : names(server)) {
            if (known.contains(table)) {
                continue;
            }
            List<ServerColumn> columns = server.columns(table);
            if (columns.isEmpty()) {
                refuseMissing("table '" + table + "'");
                continue;
            }
            new SchemaCheck(scan).check(table, columns);
            found.add(found(client, table));
        }
        return found;
    }

    private List<String> names(ServerTables server) throws IOException, InterruptedException {
        if (scan.tables() instanceof ScanTables.Names named) {
            return named.names();
        }
        ScanTables.Matching matching = (ScanTables.Matching) scan.tables();
        List<String> names =
                server.names().stream()
                        .filter(name -> matching.pattern().matcher(name).matches())
                        .toList();
        if (names.isEmpty()) {
            refuseMissing("table whose name matches '" + matching.pattern() + "'");
        }
        return names;
    }

    /** Where reading does not end, a table may come up later. */
    private void refuseMissing(String what) {
        if (scan.mode().boundedness() == Boundedness.BOUNDED) {
            throw new UnreadableException(
                    "There is no "
                            + what
                            + " in "
                            + scan.connection()
                            + ". Check the name, or write a point first, which creates a table.");
        }
    }

    private FoundTable found(QueryClient client, String table)
            throws IOException, InterruptedException {
        Optional<TimeRange> times =
                scan.tables().hasTime()
                        ? new TimeBounds(client)
                                .of(scan.tables().relation(table), scan.mode().times())
                        : Optional.of(WITHOUT_TIME);
        return new FoundTable(table, times);
    }

    /** The one range of what has no times. */
    static final TimeRange WITHOUT_TIME = new TimeRange(0, 1);
}
