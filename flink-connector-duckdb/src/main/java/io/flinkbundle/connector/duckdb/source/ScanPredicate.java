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

package io.flinkbundle.connector.duckdb.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition that DuckDB evaluates for each row.
 *
 * <pre>{@code
 * new ScanPredicate("\"amount\" > ? AND \"note\" IS NOT NULL", List.of(100L))
 * }</pre>
 *
 * @param sql a condition over quoted column names, with {@code ?} for each value
 * @param parameters the values in their order, of types that DuckDB's driver binds
 */
@Internal
public record ScanPredicate(String sql, List<Serializable> parameters) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** True for every row. */
    public static final ScanPredicate ALL_ROWS = new ScanPredicate("true", List.of());

    public ScanPredicate {
        parameters = List.copyOf(parameters);
    }

    /** Both conditions together. */
    public ScanPredicate and(ScanPredicate other) {
        if (equals(ALL_ROWS)) {
            return other;
        }
        if (other.equals(ALL_ROWS)) {
            return this;
        }
        return new ScanPredicate(
                '(' + sql + ") AND (" + other.sql + ')',
                Stream.concat(parameters.stream(), other.parameters.stream()).toList());
    }
}
