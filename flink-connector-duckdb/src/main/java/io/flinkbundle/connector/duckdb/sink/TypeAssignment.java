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

import org.apache.flink.annotation.Internal;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which DuckDB type may be put into a column of another one: where no value changes, or where a
 * value that does not fit is an error and not something else.
 */
@Internal
final class TypeAssignment {

    private static final Map<String, Set<String>> WIDER =
            Map.of(
                    "TINYINT",
                    Set.of("SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
                    "SMALLINT",
                    Set.of("UTINYINT", "INTEGER", "BIGINT", "HUGEINT"),
                    "INTEGER",
                    Set.of("USMALLINT", "BIGINT", "HUGEINT"),
                    "BIGINT",
                    Set.of("UINTEGER", "UBIGINT", "HUGEINT"),
                    "FLOAT",
                    Set.of("DOUBLE"),
                    "TIMESTAMP",
                    Set.of("TIMESTAMP_NS"),
                    "VARCHAR",
                    Set.of("UUID", "JSON", "BIT", "HUGEINT", "UHUGEINT", "BIGNUM", "INTERVAL"));

    private static final Set<String> WHOLE_NUMBERS = Set.of("UBIGINT", "HUGEINT", "UHUGEINT");
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    private TypeAssignment() {}

    static boolean isAllowed(String written, String column) {
        if (written.equals(column) || WIDER.getOrDefault(written, Set.of()).contains(column)) {
            return true;
        }
        if (written.equals("VARCHAR")) {
            return column.startsWith("ENUM(") || column.startsWith("TIME WITH TIME ZONE");
        }
        Matcher from = DECIMAL.matcher(written);
        return from.matches() && isAllowed(from, column);
    }

    private static boolean isAllowed(Matcher from, String column) {
        int scale = Integer.parseInt(from.group(2));
        if (scale == 0 && WHOLE_NUMBERS.contains(column)) {
            return true;
        }
        Matcher to = DECIMAL.matcher(column);
        if (!to.matches()) {
            return false;
        }
        int wholeDigits = Integer.parseInt(from.group(1)) - scale;
        int columnScale = Integer.parseInt(to.group(2));
        int columnWholeDigits = Integer.parseInt(to.group(1)) - columnScale;
        return columnScale >= scale && columnWholeDigits >= wholeDigits;
    }
}
