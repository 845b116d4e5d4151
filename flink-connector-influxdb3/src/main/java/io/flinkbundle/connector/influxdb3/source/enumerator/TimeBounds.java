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

import io.flinkbundle.connector.influxdb3.client.Identifiers;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.SmallResult;
import io.flinkbundle.connector.influxdb3.client.SqlQuery;
import io.flinkbundle.connector.influxdb3.client.TooManyFilesException;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.FilterSql;
import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the first and the last point of a table.
 *
 * <p>A server that reads few files for a query cannot answer this for a long history. But it
 * answers for what lies before a time, unless that is too much; so that time is looked for, between
 * one before which there is nothing and one before which there is too much.
 */
@Internal
final class TimeBounds {

    private static final String TIME = Identifiers.quote(ScanColumn.TIME);

    /** Where there are points closer to each other than this, no time is found between them. */
    private static final long FINEST_NANOS = 1_000_000L;

    private final QueryClient client;
    private final PointFilter filter;

    TimeBounds(QueryClient client) {
        this(client, PointFilter.ALL);
    }

    /**
     * @param filter which points count
     */
    TimeBounds(QueryClient client, PointFilter filter) {
        this.client = client;
        this.filter = filter;
    }

    /**
     * The times from the first point to the last one, within a range; empty if there is none.
     *
     * @param relation what stands behind FROM
     */
    Optional<TimeRange> of(String relation, TimeRange within)
            throws IOException, InterruptedException {
        try {
            List<Long> both = times(relation, "min", "max", within);
            return both.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TimeRange(both.get(0), EpochNanos.plus(both.get(1), 1)));
        } catch (TooManyFilesException e) {
            OptionalLong first = first(relation, within);
            OptionalLong last = last(relation, within);
            return first.isPresent() && last.isPresent()
                    ? Optional.of(
                            new TimeRange(first.getAsLong(), EpochNanos.plus(last.getAsLong(), 1)))
                    : Optional.empty();
        }
    }

    /**
     * The time of the first point within a range, of which the beginning is likely to be empty. It
     * is looked for in windows that double while they are empty, and are halved when the server
     * refuses them.
     *
     * @param width of the first window in nanoseconds
     */
    OptionalLong next(String relation, TimeRange within, long width)
            throws IOException, InterruptedException {
        long from = within.from();
        long window = width;
        while (from < within.to()) {
            long to = Math.min(within.to(), EpochNanos.plus(from, window));
            try {
                List<Long> found = times(relation, "min", "min", new TimeRange(from, to));
                if (!found.isEmpty()) {
                    return OptionalLong.of(found.get(0));
                }
                from = to;
                window = EpochNanos.plus(window, window);
            } catch (TooManyFilesException e) {
                window = (to - from) / 2;
                if (window < FINEST_NANOS) {
                    throw refusesAll(relation);
                }
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong first(String relation, TimeRange within)
            throws IOException, InterruptedException {
        long nothingBefore = within.from();
        long tooMuchBefore = within.to();
        while (true) {
            long time = middle(nothingBefore, tooMuchBefore, relation);
            try {
                List<Long> found =
                        times(relation, "min", "min", new TimeRange(within.from(), time));
                if (!found.isEmpty()) {
                    return OptionalLong.of(found.get(0));
                }
                nothingBefore = time;
            } catch (TooManyFilesException e) {
                tooMuchBefore = time;
            }
        }
    }

    private OptionalLong last(String relation, TimeRange within)
            throws IOException, InterruptedException {
        long tooMuchFrom = within.from();
        long nothingFrom = within.to();
        while (true) {
            long time = middle(tooMuchFrom, nothingFrom, relation);
            try {
                List<Long> found = times(relation, "max", "max", new TimeRange(time, within.to()));
                if (!found.isEmpty()) {
                    return OptionalLong.of(found.get(0));
                }
                nothingFrom = time;
            } catch (TooManyFilesException e) {
                tooMuchFrom = time;
            }
        }
    }

    private static long middle(long from, long to, String relation) throws IOException {
        // Without an overflow, however far apart they are.
        long middle = (from & to) + ((from ^ to) >> 1);
        if (to - middle >= 0 && to - middle < FINEST_NANOS) {
            throw refusesAll(relation);
        }
        return middle;
    }

    private static IOException refusesAll(String relation) {
        return new IOException(
                "The server refuses even the shortest range of time of "
                        + relation
                        + ". Raise its --query-file-limit.");
    }

    /** Both aggregates of the times; nothing if there are no points. */
    private List<Long> times(String relation, String first, String second, TimeRange range)
            throws IOException, InterruptedException {
        Map<String, Object> parameters = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        if (range.from() != Long.MIN_VALUE) {
            parameters.put("start", EpochNanos.text(range.from()));
            conditions.add(TIME + " >= $start");
        }
        if (range.to() != Long.MAX_VALUE) {
            parameters.put("stop", EpochNanos.text(range.to()));
            conditions.add(TIME + " < $stop");
        }
        if (!filter.equals(PointFilter.ALL)) {
            conditions.add(new FilterSql(parameters).of(filter));
        }
        String sql =
                String.format(
                        "SELECT %s(%s) AS a, %s(%s) AS b FROM %s%s",
                        first,
                        TIME,
                        second,
                        TIME,
                        relation,
                        conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
        JsonNode row = SmallResult.of(client, new SqlQuery(sql, parameters)).get(0);
        return row.hasNonNull("a")
                ? List.of(nanos(row.path("a").asText()), nanos(row.path("b").asText()))
                : List.of();
    }

    private static long nanos(String time) {
        String text = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
        return EpochNanos.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }
}
