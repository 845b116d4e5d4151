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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.engine.Identifiers;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in DataFusion's words, and with its status, what DuckDB says of a query. */
@Internal
final class DuckErrors {

    private static final Pattern NO_TABLE =
            Pattern.compile("^Catalog Error: Table with name (.*?) does not exist!");
    private static final Pattern NO_FUNCTION =
            Pattern.compile("^Catalog Error: .*Function with name (.*?) does not exist!");
    private static final Pattern NO_COLUMN =
            Pattern.compile("^Binder Error: Referenced column \"(.*?)\" not found");
    private static final Pattern NO_COLUMN_OF_TABLE =
            Pattern.compile(
                    "^Binder Error: (?:Values list|Table) \"(.*?)\" does not have a column named"
                            + " \"(.*?)\"");

    private DuckErrors() {}

    static SqlException translate(SQLException error) {
        String message = Identifiers.decode(firstLines(error.getMessage()));
        Matcher table = NO_TABLE.matcher(message);
        if (table.find()) {
            return SqlException.plan("table 'public.iox." + table.group(1) + "' not found");
        }
        Matcher function = NO_FUNCTION.matcher(message);
        if (function.find()) {
            return SqlException.plan("Invalid function '" + function.group(1) + "'.");
        }
        Matcher column = NO_COLUMN.matcher(message);
        if (column.find()) {
            return SqlException.failed("Schema error: No field named " + column.group(1) + ".");
        }
        Matcher columnOfTable = NO_COLUMN_OF_TABLE.matcher(message);
        if (columnOfTable.find()) {
            return SqlException.failed(
                    "Schema error: No field named "
                            + columnOfTable.group(1)
                            + "."
                            + columnOfTable.group(2)
                            + ".");
        }
        if (message.startsWith("Parser Error: ")) {
            return SqlException.syntax(message.substring("Parser Error: ".length()));
        }
        if (message.startsWith("Binder Error: ") || message.startsWith("Catalog Error: ")) {
            return SqlException.plan(message.substring(message.indexOf(": ") + 2));
        }
        return SqlException.failed("Execution error: " + message);
    }

    /**
     * The message without the part that shows where in the query, which is not the query of the
     * user.
     */
    private static String firstLines(String message) {
        int place = message.indexOf("\n\nLINE ");
        return (place < 0 ? message : message.substring(0, place)).replace('\n', ' ').trim();
    }
}
