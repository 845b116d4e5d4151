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

package io.flinkbundle.emulators.influxdb3.engine;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * Functions of DataFusion that DuckDB lacks or has with another meaning, as macros. DuckDB's
 * functions of time work with microseconds and round to them; these keep nanoseconds or cut them
 * off.
 */
@Internal
public final class SqlFunctions {

    /** Stands before the names of macros that take the place of a function of DuckDB. */
    public static final String PREFIX = "influx_";

    /** The functions of DuckDB whose place a macro takes. */
    public static final List<String> REPLACED = List.of("date_trunc", "to_timestamp");

    private SqlFunctions() {}

    static List<String> definitions() {
        return List.of(
                "CREATE MACRO influx_micros(t) AS"
                        + " (epoch_ns(t) - ((epoch_ns(t) % 1000) + 1000) % 1000) // 1000",
                "CREATE MACRO influx_date_trunc(part, t) AS"
                        + " CAST(date_trunc(part, make_timestamp(influx_micros(t)))"
                        + " AS TIMESTAMP_NS)",
                "CREATE MACRO influx_bin(width, ns) AS"
                        + " make_timestamp_ns(ns - ((ns % width) + width) % width)",
                "CREATE MACRO date_bin"
                        + "(i, t) AS CASE WHEN date_part('month', CAST(i AS INTERVAL)) <> 0"
                        + " OR date_part('year', CAST(i AS INTERVAL)) <> 0"
                        + " THEN CAST(time_bucket(CAST(i AS INTERVAL),"
                        + " make_timestamp(influx_micros(t)), TIMESTAMP '1970-01-01')"
                        + " AS TIMESTAMP_NS)"
                        + " ELSE influx_bin(epoch_us(CAST(i AS INTERVAL)) * 1000, epoch_ns(t))"
                        + " END,"
                        + " (i, t, o) AS make_timestamp_ns(epoch_ns(CAST(o AS TIMESTAMP_NS))"
                        + " + epoch_ns(influx_bin(epoch_us(CAST(i AS INTERVAL)) * 1000,"
                        + " epoch_ns(t) - epoch_ns(CAST(o AS TIMESTAMP_NS)))))",
                "CREATE MACRO influx_to_timestamp(x) AS CASE typeof(x)"
                        + " WHEN 'VARCHAR' THEN CAST(CAST(x AS VARCHAR) AS TIMESTAMP_NS)"
                        + " ELSE make_timestamp_ns(TRY_CAST(x AS BIGINT) * 1000000000) END",
                "CREATE MACRO to_timestamp_seconds(x) AS"
                        + " make_timestamp_ns(CAST(x AS BIGINT) * 1000000000)",
                "CREATE MACRO to_timestamp_millis(x) AS"
                        + " make_timestamp_ns(CAST(x AS BIGINT) * 1000000)",
                "CREATE MACRO to_timestamp_micros(x) AS"
                        + " make_timestamp_ns(CAST(x AS BIGINT) * 1000)",
                "CREATE MACRO to_timestamp_nanos(x) AS make_timestamp_ns(CAST(x AS BIGINT))",
                "CREATE MACRO approx_distinct(x) AS approx_count_distinct(x)",
                "CREATE MACRO approx_median(x) AS approx_quantile(x, 0.5)",
                "CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)",
                "CREATE MACRO selector_first(v, t) AS"
                        + " {'value': arg_min(v, t), 'time': min(t) FILTER (v IS NOT NULL)}",
                "CREATE MACRO selector_last(v, t) AS"
                        + " {'value': arg_max(v, t), 'time': max(t) FILTER (v IS NOT NULL)}",
                "CREATE MACRO selector_min(v, t) AS {'value': min(v), 'time': arg_min(t, v)}",
                "CREATE MACRO selector_max(v, t) AS {'value': max(v), 'time': arg_max(t, v)}");
    }
}
