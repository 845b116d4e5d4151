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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;

/** Statements on comments, whose text cannot be a parameter. */
@Internal
final class Sql {

    private Sql() {}

    static String commentOnTable(String table, String comment) {
        return "COMMENT ON TABLE " + table + " IS " + literal(comment);
    }

    static String commentOnColumn(String table, String column, String comment) {
        return String.format(
                "COMMENT ON COLUMN %s.%s IS %s",
                table, Identifiers.quote(column), literal(comment));
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
