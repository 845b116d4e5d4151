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

import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;

import java.util.Map;
import java.util.Set;

/**
 * Which DuckDB type without parts may be put into a column of another one: where no value changes,
 * or where a value that does not fit is an error and not something else.
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
                    Set.of(
                            "UUID",
                            "JSON",
                            "BIT",
                            "HUGEINT",
                            "UHUGEINT",
                            "BIGNUM",
                            "INTERVAL",
                            "ENUM",
                            "TIME WITH TIME ZONE"));

    private static final Set<String> WHOLE_NUMBERS = Set.of("UBIGINT", "HUGEINT", "UHUGEINT");

    private TypeAssignment() {}

    static boolean isAllowed(DuckDbType written, DuckDbType column) {
        if (written.equals(column)
                || WIDER.getOrDefault(written.name(), Set.of()).contains(column.name())) {
            return true;
        }
        return written instanceof DuckDbType.Decimal decimal && isAllowed(decimal, column);
    }

    private static boolean isAllowed(DuckDbType.Decimal written, DuckDbType column) {
        if (column instanceof DuckDbType.Decimal decimal) {
            return decimal.scale() >= written.scale()
                    && decimal.precision() - decimal.scale()
                            >= written.precision() - written.scale();
        }
        return written.scale() == 0 && WHOLE_NUMBERS.contains(column.name());
    }
}
