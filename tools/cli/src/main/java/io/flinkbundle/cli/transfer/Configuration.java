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

import io.flinkbundle.cli.CommandFailedException;

import org.apache.flink.annotation.Internal;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole configuration as one file, YAML or JSON.
 *
 * @param version of this format
 * @param items in the order in which they can be made
 * @param jars that the items need
 */
@Internal
public record Configuration(int version, List<Item> items, List<Jar> jars) {

    public static final int VERSION = 1;

    public Configuration {
        items = List.copyOf(items);
        jars = List.copyOf(jars);
    }

    /** As YAML, the statements in lines as they are. */
    public String toYaml() {
        StringBuilder yaml = new StringBuilder("version: " + version + "\nitems:");
        yaml.append(items.isEmpty() ? " []\n" : "\n");
        for (Item item : items) {
            yaml.append("  - kind: ").append(item.kind()).append('\n');
            yaml.append("    name: ").append(quote(item.name())).append('\n');
            yaml.append("    sql: |2-\n");
            item.sql().lines().forEach(line -> yaml.append("      ").append(line).append('\n'));
        }
        yaml.append(jars.isEmpty() ? "jars: []\n" : "jars:\n");
        for (Jar jar : jars) {
            yaml.append("  - file: ").append(quote(jar.file())).append('\n');
            yaml.append("    sha256: ").append(jar.sha256()).append('\n');
        }
        return yaml.toString();
    }

    /** As JSON. */
    public String toJson() {
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(this)
                + "\n";
    }

    /**
     * Reads either form.
     *
     * @throws CommandFailedException if it is neither, or of another version
     */
    public static Configuration parse(String text) {
        try {
            Object document =
                    new Load(LoadSettings.builder().setLabel("configuration").build())
                            .loadFromString(text); // JSON is YAML
            return of((Map<?, ?>) document);
        } catch (YamlEngineException | JsonParseException | ClassCastException e) {
            throw CommandFailedException.usage(
                    "The file is no exported configuration: " + e.getMessage());
        }
    }

    private static Configuration of(Map<?, ?> document) {
        Object version = document.get("version");
        if (!Integer.valueOf(VERSION).equals(version)) {
            throw CommandFailedException.usage(
                    "The file has version %s; this tool reads version %d."
                            .formatted(version, VERSION));
        }
        List<Item> items = new ArrayList<>();
        for (Object each : (List<?>) document.get("items")) {
            Map<?, ?> item = (Map<?, ?>) each;
            items.add(new Item(text(item, "kind"), text(item, "name"), text(item, "sql")));
        }
        List<Jar> jars = new ArrayList<>();
        for (Object each : (List<?>) document.get("jars")) {
            Map<?, ?> jar = (Map<?, ?>) each;
            jars.add(new Jar(text(jar, "file"), text(jar, "sha256")));
        }
        return new Configuration(VERSION, items, jars);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            throw CommandFailedException.usage("The file has an entry without '" + key + "'.");
        }
        return value.toString();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
