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

package io.flinkbundle.emulators.bigquery.sql;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the functions of GoogleSQL are in DuckDB: others by name, or macros. */
@Internal
public final class Functions {

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("ARRAY_LENGTH", "len"),
                    Map.entry("CHAR_LENGTH", "length"),
                    Map.entry("CHARACTER_LENGTH", "length"),
                    Map.entry("BYTE_LENGTH", "octet_length"),
                    Map.entry("GENERATE_ARRAY", "generate_series"),
                    Map.entry("APPROX_COUNT_DISTINCT", "approx_count_distinct"),
                    Map.entry("LOGICAL_AND", "bool_and"),
                    Map.entry("LOGICAL_OR", "bool_or"),
                    Map.entry("JSON_VALUE", "json_extract_string"),
                    Map.entry("JSON_EXTRACT_SCALAR", "json_extract_string"),
                    Map.entry("JSON_QUERY", "json_extract"),
                    Map.entry("JSON_EXTRACT", "json_extract"),
                    Map.entry("REGEXP_CONTAINS", "regexp_matches"),
                    Map.entry("STARTS_WITH", "starts_with"),
                    Map.entry("ENDS_WITH", "suffix"),
                    Map.entry("UNIX_MICROS", "epoch_us"),
                    Map.entry("UNIX_MILLIS", "epoch_ms"),
                    Map.entry("TIMESTAMP_MICROS", "bq_timestamp_micros"),
                    Map.entry("TIMESTAMP_MILLIS", "bq_timestamp_millis"),
                    Map.entry("TIMESTAMP_SECONDS", "bq_timestamp_seconds"),
                    Map.entry("UNIX_SECONDS", "bq_unix_seconds"),
                    Map.entry("TIMESTAMP_TRUNC", "bq_trunc"),
                    Map.entry("DATETIME_TRUNC", "bq_trunc"),
                    Map.entry("DATE_TRUNC", "bq_date_trunc"),
                    Map.entry("TIMESTAMP_DIFF", "bq_diff"),
                    Map.entry("DATETIME_DIFF", "bq_diff"),
                    Map.entry("DATE_DIFF", "bq_diff"),
                    Map.entry("TIMESTAMP_ADD", "bq_add"),
                    Map.entry("DATETIME_ADD", "bq_add"),
                    Map.entry("TIMESTAMP_SUB", "bq_sub"),
                    Map.entry("DATETIME_SUB", "bq_sub"),
                    Map.entry("DATE_ADD", "bq_date_add"),
                    Map.entry("DATE_SUB", "bq_date_sub"),
                    Map.entry("SAFE_DIVIDE", "bq_safe_divide"),
                    Map.entry("TO_JSON_STRING", "bq_to_json_string"),
                    Map.entry("PARSE_JSON", "bq_parse_json"),
                    Map.entry("ST_GEOGFROMTEXT", "bq_same"),
                    Map.entry("ST_ASTEXT", "bq_same"),
                    Map.entry("FORMAT_TIMESTAMP", "bq_format"),
                    Map.entry("FORMAT_DATE", "bq_format"),
                    Map.entry("FORMAT_DATETIME", "bq_format"),
                    Map.entry("RANGE", "bq_range"),
                    Map.entry("RANGE_START", "bq_range_start"),
                    Map.entry("RANGE_END", "bq_range_end"),
                    Map.entry("TO_BASE64", "base64"),
                    Map.entry("FROM_BASE64", "from_base64"),
                    Map.entry("TO_HEX", "bq_to_hex"),
                    Map.entry("DIV", "bq_div"));

    /** Functions whose last argument is a part of a time, which is a word of its own. */
    private static final Set<String> WITH_PART =
            Set.of(
                    "TIMESTAMP_TRUNC",
                    "DATETIME_TRUNC",
                    "DATE_TRUNC",
                    "TIMESTAMP_DIFF",
                    "DATETIME_DIFF",
                    "DATE_DIFF");

    private Functions() {}

    static Optional<String> nameOf(String function) {
        return Optional.ofNullable(NAMES.get(function.toUpperCase(Locale.ROOT)));
    }

    static boolean takesPart(String function) {
        return WITH_PART.contains(function.toUpperCase(Locale.ROOT));
    }

    /** The macros that stand for functions, to be made once. */
    public static List<String> definitions() {
        return List.of(
                "CREATE MACRO bq_timestamp_micros(x) AS make_timestamptz(x)",
                "CREATE MACRO bq_timestamp_millis(x) AS make_timestamptz(x * 1000)",
                "CREATE MACRO bq_timestamp_seconds(x) AS make_timestamptz(x * 1000000)",
                "CREATE MACRO bq_unix_seconds(x) AS epoch_us(x) // 1000000",
                "CREATE MACRO bq_trunc(x, part) AS date_trunc(part, x)",
                "CREATE MACRO bq_date_trunc(x, part) AS CAST(date_trunc(part, x) AS DATE)",
                "CREATE MACRO bq_diff(a, b, part) AS date_sub(part, b, a)",
                "CREATE MACRO bq_add(x, i) AS x + i",
                "CREATE MACRO bq_sub(x, i) AS x - i",
                "CREATE MACRO bq_date_add(x, i) AS CAST(x + i AS DATE)",
                "CREATE MACRO bq_date_sub(x, i) AS CAST(x - i AS DATE)",
                "CREATE MACRO bq_safe_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END",
                "CREATE MACRO bq_to_json_string(x) AS CAST(to_json(x) AS VARCHAR)",
                "CREATE MACRO bq_parse_json(x) AS CAST(x AS JSON)",
                "CREATE MACRO bq_same(x) AS x",
                "CREATE MACRO bq_format(format, x) AS strftime(x, format)",
                "CREATE MACRO bq_range(a, b) AS struct_pack(\"start\" := a, \"end\" := b)",
                "CREATE MACRO bq_range_start(x) AS x.\"start\"",
                "CREATE MACRO bq_range_end(x) AS x.\"end\"",
                "CREATE MACRO bq_to_hex(x) AS lower(hex(x))",
                "CREATE MACRO bq_div(a, b) AS CAST(trunc(a / b) AS BIGINT)");
    }
}
