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

import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.gateway.HttpJson.RefusedException;
import io.flinkbundle.cli.gateway.RunningJob;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the configuration out of a session: what was set, its jars, and what its catalogs in memory
 * hold. Tables and functions of other catalogs live there and are not copied; the catalogs are.
 */
@Internal
public final class SessionExport {

    private static final String DEFAULT_CATALOG = "default_catalog";
    private static final String DEFAULT_DATABASE = "default_database";

    /** What the gateway sets for each session anew. */
    private static final Set<String> OWN_TO_SESSION = Set.of("table.resources.download-dir");

    /** Functions first: columns and views may use them. */
    private static final List<String> ORDER =
            List.of("function", "table", "view", Item.MATERIALIZED_TABLE);

    private final GatewaySession session;

    /** Functions that exist and cannot be described. */
    private final Set<String> untold = new TreeSet<>();

    public SessionExport(GatewaySession session) {
        this.session = session;
    }

    /** The items, in the order in which they can be made. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>(settings());
        for (String jar : names("SHOW JARS")) {
            items.add(new Item("jar", jar, "ADD JAR '" + jar.replace("'", "''") + "'"));
        }
        for (String catalog : names("SHOW CATALOGS")) {
            if (!catalog.equals(DEFAULT_CATALOG)) {
                items.add(item("catalog", "`" + catalog + "`", catalog));
            }
        }
        List<Item> objects = new ArrayList<>();
        for (String database : names("SHOW DATABASES FROM `" + DEFAULT_CATALOG + "`")) {
            String name = DEFAULT_CATALOG + "." + database;
            if (!database.equals(DEFAULT_DATABASE)) {
                items.add(new Item("database", name, "CREATE DATABASE " + quote(name)));
            }
            addFunctions(name, objects);
            addTables(name, objects);
        }
        objects.sort(Comparator.comparing(item -> ORDER.indexOf(item.kind())));
        items.addAll(objects);
        return items;
    }

    /**
     * What is not among the items although the session may have it. A gateway lists neither the
     * statements that a session has run nor which jobs are its own.
     */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        for (String function : untold) {
            notices.add(
                    "Flink does not tell the class of the temporary system function '%s'; it is not in the file."
                            .formatted(function));
        }
        List<String> jobs = runningJobs();
        if (!jobs.isEmpty()) {
            notices.add(
                    "A gateway does not tell the INSERTs of a session; none is in the file. These jobs of"
                            + " its cluster run, and may be of this session:\n  "
                            + String.join("\n  ", jobs));
        }
        return notices;
    }

    private List<String> runningJobs() {
        try {
            return session.execute("SHOW JOBS").rows().stream()
                    .filter(job -> !RunningJob.isEnd(job.get(2)))
                    .map(job -> "%s %s (%s)".formatted(job.get(0), job.get(1), job.get(2)))
                    .toList();
        } catch (RefusedException e) {
            return List.of(
                    "They cannot be listed: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private List<Item> settings() {
        List<Item> items = new ArrayList<>();
        try (GatewaySession fresh = session.fresh()) {
            Map<String, String> usual = fresh.properties();
            session.properties()
                    .forEach(
                            (key, value) -> {
                                if (!value.equals(usual.get(key))
                                        && !OWN_TO_SESSION.contains(key)) {
                                    String sql =
                                            "SET '%s' = '%s'"
                                                    .formatted(key, value.replace("'", "''"));
                                    items.add(new Item("set", key, Secrets.replace(sql, "")));
                                }
                            });
        }
        return items;
    }

    private void addFunctions(String database, List<Item> objects) {
        SessionFunctions functions = new SessionFunctions(session);
        for (String function : names("SHOW USER FUNCTIONS FROM " + quote(database))) {
            String name = database + "." + function;
            functions
                    .definition(quote(name))
                    .ifPresentOrElse(
                            sql -> objects.add(new Item("function", name, sql)),
                            () -> untold.add(function));
        }
    }

    private void addTables(String database, List<Item> objects) {
        String from = " FROM " + quote(database);
        TreeSet<String> views = names("SHOW VIEWS" + from);
        TreeSet<String> materialized = names("SHOW MATERIALIZED TABLES" + from);
        TreeSet<String> all = names("SHOW TABLES" + from);
        all.addAll(views);
        for (String each : all) {
            String name = database + "." + each;
            String kind = materialized.contains(each) ? Item.MATERIALIZED_TABLE : "table";
            objects.add(item(views.contains(each) ? "view" : kind, quote(name), name));
        }
    }

    private Item item(String kind, String quoted, String name) {
        String sql = definition(session, kind, quoted);
        return new Item(kind, name, Secrets.replace(sql, name));
    }

    /** What the session says made it. */
    static String definition(GatewaySession session, String kind, String quotedName) {
        String type = kind.toUpperCase(Locale.ROOT).replace('-', ' ');
        return session.execute("SHOW CREATE " + type + " " + quotedName)
                .rows()
                .get(0)
                .get(0)
                .strip();
    }

    private TreeSet<String> names(String sql) {
        TreeSet<String> names = new TreeSet<>();
        session.execute(sql).rows().forEach(row -> names.add(row.get(0)));
        return names;
    }

    /** A full name with each part quoted. */
    static String quote(String name) {
        return "`" + name.replace("`", "").replace(".", "`.`") + "`";
    }
}
