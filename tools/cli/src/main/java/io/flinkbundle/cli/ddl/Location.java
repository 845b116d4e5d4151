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

package io.flinkbundle.cli.ddl;

import io.flinkbundle.cli.CommandFailedException;

import org.apache.flink.annotation.Internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place such as {@code duckdb:/data/shop.duckdb#orders}: a connector, the way to its system, and
 * behind a {@code #} the table, stream, measurement or subscription.
 *
 * @param connector of a table there
 * @param options that lead to it
 * @param target what is looked for; empty for all there are
 */
@Internal
public record Location(String connector, Map<String, String> options, String target) {

    /** What can be written, for help texts. */
    public static final String FORMS =
            "duckdb:FILE#TABLE, redis:HOST:PORT[/DB]#STREAM, influxdb3:URL/DATABASE#TABLE,"
                    + " pubsub:PROJECT#SUBSCRIPTION, bigquery:PROJECT.DATASET#TABLE, jdbc:...#TABLE";

    private static final int REDIS_PORT = 6379;

    /**
     * Reads a place.
     *
     * @throws CommandFailedException if it has none of the forms
     */
    public static Location parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw wrong(text);
        }
        String scheme = text.substring(0, colon);
        int hash = text.lastIndexOf('#');
        String target = hash < 0 ? "" : text.substring(hash + 1);
        String way = text.substring(colon + 1, hash < 0 ? text.length() : hash);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", scheme.equals("redis") ? "redis-streams" : scheme);
        switch (scheme) {
            case "duckdb" -> options.put("path", way);
            case "redis", "redis-streams" -> redis(text, way, options);
            case "influxdb3" -> influx(text, way, options);
            case "pubsub" -> options.put("project", way);
            case "bigquery" -> bigQuery(text, way, options);
            case "jdbc" -> options.put("url", "jdbc:" + way);
            default -> throw wrong(text);
        }
        return new Location(options.get("connector"), options, target);
    }

    private static void redis(String text, String way, Map<String, String> options) {
        String[] parts = way.replaceFirst("^//", "").split("[:/]", 3);
        options.put("host", parts[0]);
        options.put("port", parts.length > 1 && way.contains(":") ? parts[1] : "" + REDIS_PORT);
        if (way.contains("@")) {
            throw wrong(text + " (give a login with --with username=... --with password=...)");
        }
        if (parts.length > 2) {
            options.put("database", parts[2]);
        }
    }

    private static void influx(String text, String way, Map<String, String> options) {
        int slash = way.lastIndexOf('/');
        if (slash < 0 || slash == way.length() - 1 || way.endsWith("//")) {
            throw wrong(text);
        }
        options.put("url", way.substring(0, slash));
        options.put("database", way.substring(slash + 1));
    }

    private static void bigQuery(String text, String way, Map<String, String> options) {
        String[] parts = way.split("\\.", 2);
        if (parts.length < 2) {
            throw wrong(text);
        }
        options.put("project", parts[0]);
        options.put("dataset", parts[1]);
    }

    private static CommandFailedException wrong(String text) {
        return CommandFailedException.usage("'%s' is no place. Write %s.".formatted(text, FORMS));
    }
}
