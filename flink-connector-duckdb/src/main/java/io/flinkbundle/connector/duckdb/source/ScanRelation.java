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

import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.regex.Pattern;

/** What a scan reads: a table or view by its name, or the result of a query. */
@Internal
public sealed interface ScanRelation extends Serializable {

    /** A name for those who list what a job reads. */
    String displayName();

    /** What it is, for messages, as in "could not read …". */
    String description();

    /** The relation as it stands behind {@code FROM}. */
    String fromClause();

    /** A table or view, named without regard to case. */
    record Table(String schema, String name) implements ScanRelation {

        @Override
        public String displayName() {
            return schema + '.' + name;
        }

        @Override
        public String description() {
            return "table '" + displayName() + "'";
        }

        @Override
        public String fromClause() {
            return Identifiers.quote(schema, name);
        }
    }

    /**
     * The result of a query.
     *
     * @param sql one SELECT; a semicolon at its end is dropped
     */
    record Query(String sql) implements ScanRelation {

        private static final Pattern END = Pattern.compile("[;\\s]+$");

        public Query {
            sql = END.matcher(sql).replaceFirst("");
            if (sql.isBlank()) {
                throw new IllegalArgumentException("The query is empty: it has to be one SELECT.");
            }
        }

        /** Not the query itself: it may hold a literal that is nobody else's business. */
        @Override
        public String displayName() {
            return "query";
        }

        @Override
        public String description() {
            return "the result of option 'query'";
        }

        /** The query ends with a line of its own, because its last one may be a comment. */
        @Override
        public String fromClause() {
            return "(\n" + sql + "\n) AS query";
        }
    }
}
