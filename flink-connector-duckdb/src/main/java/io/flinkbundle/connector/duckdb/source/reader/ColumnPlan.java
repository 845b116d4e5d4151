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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * How one column gets from DuckDB into a row.
 *
 * @param expressions what stands for it in the select list
 * @param decoder reads the vectors of these expressions
 */
@Internal
record ColumnPlan(List<String> expressions, ColumnDecoder decoder) {

    ColumnPlan {
        expressions = List.copyOf(expressions);
    }

    static ColumnPlan of(String expression, ColumnDecoder decoder) {
        return new ColumnPlan(List.of(expression), decoder);
    }
}
