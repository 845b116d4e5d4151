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

import static java.util.stream.Collectors.joining;

/**
 * How one column, or one part of a nested one, gets from DuckDB into a row.
 *
 * @param parts the expressions whose values make it up
 * @param decoder reads these values
 */
@Internal
record ColumnPlan(List<Part> parts, ColumnDecoder decoder) {

    ColumnPlan {
        parts = List.copyOf(parts);
    }

    static ColumnPlan of(String expression, ColumnDecoder decoder) {
        return of(List.of(expression), decoder);
    }

    static ColumnPlan of(List<String> expressions, ColumnDecoder decoder) {
        return new ColumnPlan(
                expressions.stream().map(sql -> new Part(sql, false)).toList(), decoder);
    }

    /** A plan whose only expression yields lists. */
    static ColumnPlan ofList(String expression, ColumnDecoder decoder) {
        return new ColumnPlan(List.of(new Part(expression, true)), decoder);
    }

    /** How many expressions there are. */
    int width() {
        return parts.size();
    }

    /** What stands for the column in the select list, where a list has to become a text. */
    List<String> expressions() {
        return parts.stream()
                .map(part -> part.list ? "to_json(" + part.sql + ')' : part.sql)
                .toList();
    }

    /** One value that holds all parts, as an element of a list. */
    String element() {
        if (parts.size() == 1) {
            return parts.get(0).sql;
        }
        return parts.stream().map(Part::sql).collect(joining(", ", "row(", ")"));
    }

    /**
     * An expression.
     *
     * @param sql the expression
     * @param list whether it yields lists
     */
    record Part(String sql, boolean list) {}
}
