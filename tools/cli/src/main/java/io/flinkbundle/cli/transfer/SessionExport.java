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

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the configuration out of a session: what was set, and what its catalogs in memory hold.
 * Tables of other catalogs live there and are not copied; the catalogs are.
 */
@Internal
public final class SessionExport {

    private static final String DEFAULT_CATALOG = "default_catalog";
    private static final String DEFAULT_DATABASE = "default_database";

    /** What the gateway sets for each session anew. */
    private static final Set<String> OWN_TO_SESSION = Set.of("table.resources.download-dir");

    private final GatewaySession session;

    public SessionExport(GatewaySession session) {
        this.session = session;
    }

    /** The items, in the order in which they can be made. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>(settings());
        for (String catalog : names("SHOW CATALOGS")) {
            if (!catalog.equals(DEFAULT_CATALOG)) {
                items.add(item("catalog", "`" + catalog + "`", catalog));
            }
        }
        List<Item> tables = new ArrayList<>();
        List<Item> views = new ArrayList<>();
        for (String database : names("SHOW DATABASES FROM `" + DEFAULT_CATALOG + "`")) {
            String name = DEFAULT_CATALOG + "." + database;
            if (!database.equals(DEFAULT_DATABASE)) {
                items.add(new Item("database", name, "CREATE DATABASE " + quote(name)));
            }
            addObjects(name, tables, views);
        }
        items.addAll(tables);
        items.addAll(views);
        return items;
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

    private void addObjects(String database, List<Item> tables, List<Item> views) {
        String from = " FROM " + quote(database);
        TreeSet<String> viewNames = names("SHOW VIEWS" + from);
        for (String table : names("SHOW TABLES" + from)) {
            if (!viewNames.contains(table)) {
                tables.add(item("table", quote(database + "." + table), database + "." + table));
            }
        }
        for (String view : viewNames) {
            views.add(item("view", quote(database + "." + view), database + "." + view));
        }
    }

    private Item item(String kind, String quoted, String name) {
        String sql = definition(session, kind, quoted);
        return new Item(kind, name, Secrets.replace(sql, name));
    }

    /** What the session says made it. */
    static String definition(GatewaySession session, String kind, String quotedName) {
        return session.execute("SHOW CREATE " + kind.toUpperCase(Locale.ROOT) + " " + quotedName)
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
