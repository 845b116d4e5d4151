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
import java.util.Optional;

/** Knows what the tables are that a query names. */
@Internal
interface Relations {

    /**
     * A relation of DuckDB, in parentheses, with the columns of a table.
     *
     * @param atMicros the time whose rows are meant; empty for now
     * @param pseudoColumns whether columns of the service itself are there as well
     */
    String table(List<String> path, Optional<Long> atMicros, boolean pseudoColumns);

    /** A relation with the rows that were appended to a table in a time, and when they were. */
    String appends(List<String> path, Optional<Long> fromMicros, Optional<Long> toMicros);

    /**
     * The value of an expression of time, in microseconds since the epoch; empty when it is null.
     */
    Optional<Long> micros(String duckSql);

    /** The time now, in microseconds since the epoch. */
    long nowMicros();
}
