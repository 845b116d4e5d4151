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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;

/**
 * SQL that makes values of DuckDB's own types of the numbers and texts in which they are handed
 * over; {@code %s} stands for the number or text.
 */
@Internal
final class Expressions {

    static final String AS_IT_IS = "%s";
    static final String DATE = "DATE '1970-01-01' + %s";
    static final String TIME = "make_timestamp(%s * 1000::BIGINT)::TIME";
    static final String TIMESTAMP = "make_timestamp(%s)";
    static final String TIMESTAMP_NS = "make_timestamp_ns(%s)";
    static final String TIMESTAMP_WITH_TIME_ZONE = "make_timestamptz(%s)";
    static final String MONTHS = "to_months(%s)";
    static final String MILLISECONDS = "to_microseconds(%s * 1000)";
    static final String BINARY = "from_base64(%s)";

    private Expressions() {}
}
