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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.util.Locale;
import java.util.Map;

/** Settings of DuckDB that have an option of their own here, or that the connector decides. */
@Internal
final class ReservedProperties {

    private static final Map<String, String> OPTIONS =
            Map.of(
                    "threads", "threads",
                    "worker_threads", "threads",
                    "memory_limit", "memory-limit",
                    "max_memory", "memory-limit",
                    "extension_directory", "extension-directory",
                    "storage_compatibility_version", "storage-version",
                    "session_init_sql_file", "session.init-sql.file");

    private ReservedProperties() {}

    /**
     * @throws IllegalArgumentException if a name is not for users to set
     */
    static void check(Map<String, String> properties) {
        properties.keySet().forEach(ReservedProperties::check);
    }

    private static void check(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String option = OPTIONS.get(lower);
        if (option != null) {
            throw new IllegalArgumentException(
                    String.format("Set '%s' instead of 'properties.%s'.", option, name));
        }
        // How the driver pins, caches and shares instances is what keeps a file safe in one JVM.
        if (lower.equals("access_mode")
                || lower.equals("duckdb.read_only")
                || lower.startsWith("jdbc_")) {
            throw new IllegalArgumentException(
                    String.format(
                            "'properties.%s' cannot be set: the connector decides it.", name));
        }
    }
}
