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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * The full name of a table or view.
 *
 * @param project the project that owns the dataset
 * @param dataset the dataset
 * @param table the table
 * @see <a href="https://cloud.google.com/bigquery/docs/tables#table_naming">Table naming</a>
 */
@PublicEvolving
public record TableName(String project, String dataset, String table) implements Serializable {

    private static final Pattern PROJECT = Pattern.compile("[a-z0-9.:-]{1,128}");
    private static final Pattern DATASET = Pattern.compile("\\w{1,1024}");
    private static final int MAX_TABLE_CHARS = 1024;

    /** Characters that would end a name where it stands in a query or in a path. */
    private static final String RESERVED = "`./\\\n\r";

    public TableName {
        checkArgument(
                PROJECT.matcher(project).matches(), "'%s' is no id of a Google project.", project);
        checkArgument(
                DATASET.matcher(dataset).matches(),
                "'%s' is no name of a dataset: it has letters, digits and underscores.",
                dataset);
        checkArgument(
                isTable(table),
                "'%s' is no name of a table: it has letters, digits, spaces, '-' and '_', at most"
                        + " 1024 of them.",
                table);
    }

    /**
     * Reads a name as users write it: {@code table}, {@code dataset.table} or {@code
     * project.dataset.table}.
     *
     * @param name what may leave out project and dataset
     * @param project stands in for a project that is left out
     * @param dataset stands in for a dataset that is left out
     * @throws IllegalArgumentException if a part is missing, given twice differently, or no name
     */
    public static TableName parse(String name, Optional<String> project, Optional<String> dataset) {
        int table = name.lastIndexOf('.') + 1;
        String rest = table == 0 ? "" : name.substring(0, table - 1);
        // A project of a domain, 'example.com:shop', has points of its own.
        int split = rest.lastIndexOf('.') + 1;
        String named = split == 0 ? "" : rest.substring(0, split - 1);
        return new TableName(
                part("project", named, project, name),
                part("dataset", rest.substring(split), dataset, name),
                name.substring(table));
    }

    private static String part(String part, String inName, Optional<String> beside, String name) {
        checkArgument(
                inName.isEmpty() || beside.isEmpty() || beside.get().equals(inName),
                "The %s of table '%s' is '%s' beside its name. Leave one of them out.",
                part,
                name,
                beside.orElse(""));
        checkArgument(
                !inName.isEmpty() || beside.isPresent(),
                "The %s of table '%s' is not known: set '%s', or write the name as"
                        + " project.dataset.table.",
                part,
                name,
                part);
        return inName.isEmpty() ? beside.get() : inName;
    }

    private static boolean isTable(String table) {
        return !table.isBlank()
                && table.length() <= MAX_TABLE_CHARS
                && table.chars().noneMatch(letter -> RESERVED.indexOf(letter) >= 0);
    }

    /** The name as the APIs of the Storage service write it. */
    public String path() {
        return "projects/" + project + "/datasets/" + dataset + "/tables/" + table;
    }

    /** The name as it stands in a query, in backticks. */
    public String quoted() {
        return "`" + project + "`.`" + dataset + "`.`" + table + "`";
    }

    /** {@code project.dataset.table}. */
    @Override
    public String toString() {
        return project + "." + dataset + "." + table;
    }
}
