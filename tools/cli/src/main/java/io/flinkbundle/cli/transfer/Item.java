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

package io.flinkbundle.cli.transfer;

import org.apache.flink.annotation.Internal;

/**
 * One thing that a session has or a script does.
 *
 * @param kind what it is: set, jar, catalog, database, function, table, view, materialized-table,
 *     insert, statement-set or other
 * @param name its full name; empty where it has none
 * @param sql the statement that makes it, with placeholders for secrets
 */
@Internal
public record Item(String kind, String name, String sql) {

    static final String MATERIALIZED_TABLE = "materialized-table";

    /** Whether it starts a job. */
    public boolean startsJob() {
        return kind.equals("insert")
                || kind.equals("statement-set")
                || kind.equals(MATERIALIZED_TABLE);
    }

    /** How reports speak of it. */
    public String title() {
        return name.isEmpty() ? kind : kind + " " + name;
    }
}
