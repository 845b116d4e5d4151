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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.influxdb3.client.Identifiers;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/** What is read. */
@Internal
public sealed interface ScanTables extends Serializable {

    /**
     * Tables by their names. Of several, each need not have all columns.
     *
     * @param names at least one
     */
    record Names(List<String> names) implements ScanTables {

        private static final long serialVersionUID = 1L;

        public Names {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return (names.size() == 1 ? "table '" : "tables '") + String.join("', '", names) + "'";
        }
    }

    /**
     * All tables whose names match, whenever they come up.
     *
     * @param pattern a regular expression for the whole name
     */
    record Matching(Pattern pattern) implements ScanTables {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "tables like '" + pattern + "'";
        }
    }

    /**
     * The result of a query.
     *
     * @param sql one SELECT
     * @param hasTime whether it has a column {@code time} by which it can be divided
     */
    record Query(String sql, boolean hasTime) implements ScanTables {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return "the query '" + sql + "'";
        }
    }

    /** The name that stands for the one result where there is no table. */
    String NO_TABLE = "";

    /** What stands behind FROM in a query for one of the tables. */
    default String relation(String table) {
        return this instanceof Query query
                ? "(" + query.sql() + ") AS q"
                : Identifiers.quote(table);
    }

    /** Whether what is read has times. */
    default boolean hasTime() {
        return !(this instanceof Query query) || query.hasTime();
    }

    /** Whether it is one table or one query, known by now. */
    default boolean isOne() {
        return this instanceof Query || this instanceof Names names && names.names().size() == 1;
    }

    /** Whether a table may lack columns, which are NULL then. */
    default boolean mayLackColumns() {
        return !isOne();
    }
}
