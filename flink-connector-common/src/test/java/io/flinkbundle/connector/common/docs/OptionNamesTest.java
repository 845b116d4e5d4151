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

package io.flinkbundle.connector.common.docs;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option that a page gives a table of ours is in the option table of its connector's page.
 */
class OptionNamesTest {

    private static final Map<String, String> PAGES =
            Map.of(
                    "duckdb", "docs/duckdb.md",
                    "redis-streams", "docs/redis-streams.md",
                    "redis", "docs/redis.md",
                    "influxdb3", "docs/influxdb3.md",
                    "pubsub", "docs/pubsub.md",
                    "bigquery", "docs/bigquery.md");

    private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern WITH = Pattern.compile("(?s)\\bWITH\\s*\\((.*?)\\);");
    private static final Pattern OPTION = Pattern.compile("'([a-z0-9.-]+)'\\s*=\\s*'([^']*)'");
    private static final Pattern OPTION_TABLE =
            Pattern.compile("(?s)<!-- options:begin -->(.*?)<!-- options:end -->");
    private static final Pattern KEYS = Pattern.compile("(?m)^\\| ((?:[^|])+?) \\|");
    private static final Pattern KEY = Pattern.compile("`([a-z0-9._-]+)`");

    /** What Flink itself knows, and what a connector hands on. */
    private static final Pattern FREE =
            Pattern.compile("connector|properties\\..+|scan\\.watermark\\..+");

    /** In the right column of the tables of what differs. */
    private static final Pattern DOTTED =
            Pattern.compile("`((?:scan|sink|lookup|key|value|field|tag|time)\\.[a-z.-]*[a-z])`");

    @Test
    void tablesInPagesHaveOptionsThatExist() {
        int tables = 0;
        List<String> unknown = new ArrayList<>();
        for (Path page : Repository.pages()) {
            Matcher sql = SQL.matcher(Repository.read(page));
            while (sql.find()) {
                Matcher with = WITH.matcher(sql.group(1));
                while (with.find()) {
                    String connector = connectorOf(with.group(1));
                    if (PAGES.containsKey(connector)) {
                        tables++;
                        addUnknown(unknown, page, connector, with.group(1));
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(tables).isGreaterThan(20);
    }

    @Test
    void optionsThatAreNamedInPlaceOfOthersExist() {
        Set<String> known = new HashSet<>();
        PAGES.keySet().forEach(connector -> known.addAll(optionsOf(connector)));
        List<String> unknown = new ArrayList<>();
        for (Path page : Repository.pages()) {
            if (!page.getParent().endsWith("migrate")) {
                continue;
            }
            for (String line : Repository.read(page).split("\n")) {
                String[] cells = line.split("\\|");
                if (cells.length < 3) {
                    continue;
                }
                Matcher named = DOTTED.matcher(cells[cells.length - 1]);
                while (named.find()) {
                    if (!known.contains(named.group(1))) {
                        unknown.add(page.getFileName() + ": " + named.group(1));
                    }
                }
            }
        }
        assertThat(known).hasSizeGreaterThan(100);
        assertThat(unknown).isEmpty();
    }

    private static String connectorOf(String options) {
        Matcher option = OPTION.matcher(options);
        while (option.find()) {
            if (option.group(1).equals("connector")) {
                return option.group(2);
            }
        }
        return "";
    }

    private static void addUnknown(
            List<String> unknown, Path page, String connector, String options) {
        Set<String> known = optionsOf(connector);
        Matcher option = OPTION.matcher(options);
        while (option.find()) {
            String key = option.group(1);
            if (!FREE.matcher(key).matches() && !known.contains(key)) {
                unknown.add(page.getFileName() + ", " + connector + ": " + key);
            }
        }
    }

    private static Set<String> optionsOf(String connector) {
        Path page = Repository.root().resolve(PAGES.get(connector));
        assertThat(Files.exists(page)).isTrue();
        Set<String> options = new HashSet<>();
        Matcher table = OPTION_TABLE.matcher(Repository.read(page));
        assertThat(table.find()).isTrue();
        Matcher cells = KEYS.matcher(table.group(1));
        while (cells.find()) {
            Matcher key = KEY.matcher(cells.group(1));
            while (key.find()) {
                options.add(key.group(1));
            }
        }
        return options;
    }
}
