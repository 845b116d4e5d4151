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

import io.flinkbundle.cli.script.Statement;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a configuration out of a script. */
@Internal
public final class ScriptExport {

    private static final Pattern CREATE =
            Pattern.compile(
                    "^CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:TEMPORARY\\s+)?(?:SYSTEM\\s+)?"
                            + "(CATALOG|DATABASE|TABLE|VIEW|FUNCTION)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
                            + "([\\w.`]+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SET =
            Pattern.compile("^SET\\s+'([^']+)'", Pattern.CASE_INSENSITIVE);

    private static final Pattern ADD_JAR =
            Pattern.compile("^ADD\\s+JAR\\s+'([^']+)'", Pattern.CASE_INSENSITIVE);

    private static final Pattern INSERT =
            Pattern.compile(
                    "^INSERT\\s+(?:INTO|OVERWRITE)\\s+([\\w.`]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern STATEMENT_SET =
            Pattern.compile("^EXECUTE\\s+STATEMENT\\s+SET\\b", Pattern.CASE_INSENSITIVE);

    private ScriptExport() {}

    /** One item for each statement, in their order. */
    public static List<Item> items(List<Statement> statements) {
        List<Item> items = new ArrayList<>();
        for (Statement statement : statements) {
            items.add(item(statement.sql()));
        }
        return items;
    }

    private static Item item(String sql) {
        Matcher create = CREATE.matcher(sql);
        if (create.find()) {
            String name = create.group(2).replace("`", "");
            return new Item(
                    create.group(1).toLowerCase(Locale.ROOT), name, Secrets.replace(sql, name));
        }
        Matcher set = SET.matcher(sql);
        if (set.find()) {
            return new Item("set", set.group(1), Secrets.replace(sql, ""));
        }
        Matcher jar = ADD_JAR.matcher(sql);
        if (jar.find()) {
            return new Item("jar", jar.group(1), sql);
        }
        Matcher insert = INSERT.matcher(sql);
        if (insert.find()) {
            return new Item("insert", insert.group(1).replace("`", ""), Secrets.replace(sql, ""));
        }
        String kind = STATEMENT_SET.matcher(sql).find() ? "statement-set" : "other";
        return new Item(kind, "", Secrets.replace(sql, ""));
    }
}
