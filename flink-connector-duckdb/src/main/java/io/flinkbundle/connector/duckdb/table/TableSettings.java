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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.duckdb.client.DatabasePath;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.InvalidSettingException;
import io.flinkbundle.connector.duckdb.client.PropertyCheck;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.Map;
import java.util.TreeMap;

/** How a table's options open its file. Source and sink of a file must agree, so both ask here. */
@Internal
public final class TableSettings {

    private TableSettings() {}

    /**
     * @param options the typed options
     * @param raw all options as they were written, for those with a prefix
     * @throws ValidationException if a value can never work
     */
    public static DuckDbSettings of(ReadableConfig options, Map<String, String> raw) {
        String path = options.get(DuckDbConnectorOptions.PATH);
        try {
            DatabasePath.check(path);
        } catch (InvalidSettingException e) {
            throw new ValidationException("Option 'path' is wrong. " + e.getMessage(), e);
        }
        DuckDbSettings settings = settings(path, options, properties(raw));
        try {
            PropertyCheck.verify(settings);
        } catch (InvalidSettingException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        return settings;
    }

    private static DuckDbSettings settings(
            String path, ReadableConfig options, Map<String, String> properties) {
        try {
            return DuckDbSettings.of(path)
                    .withMaxWait(options.get(DuckDbConnectorOptions.CONNECTION_MAX_WAIT))
                    .withMemoryLimit(options.get(DuckDbConnectorOptions.MEMORY_LIMIT))
                    .withThreads(
                            options.getOptional(DuckDbConnectorOptions.THREADS)
                                    .map(
                                            threads ->
                                                    positive(
                                                            DuckDbConnectorOptions.THREADS,
                                                            threads))
                                    .orElse(DuckDbSettings.AUTO_THREADS))
                    .withStorageVersion(
                            options.getOptional(DuckDbConnectorOptions.STORAGE_VERSION)
                                    .orElse(DuckDbSettings.AUTO_STORAGE_VERSION))
                    .withExtensionDirectory(
                            options.getOptional(DuckDbConnectorOptions.EXTENSION_DIRECTORY)
                                    .orElse(DuckDbSettings.DEFAULT_EXTENSION_DIRECTORY))
                    .withSessionInitSql(
                            Secret.of(
                                            options,
                                            DuckDbConnectorOptions.SESSION_INIT_SQL,
                                            DuckDbConnectorOptions.SESSION_INIT_SQL_FILE)
                                    .orElse(DuckDbSettings.NO_INIT_SQL))
                    .withProperties(properties);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    /**
     * Returns the value of an option that has to be more than zero.
     *
     * @throws ValidationException if it is not
     */
    static <N extends Number> N positive(ConfigOption<? extends Number> option, N value) {
        if (value.doubleValue() <= 0) {
            throw new ValidationException(
                    String.format(
                            "Option '%s' is %s, but has to be more than zero.",
                            option.key(), value));
        }
        return value;
    }

    private static Map<String, String> properties(Map<String, String> raw) {
        String prefix = DuckDbConnectorOptions.PROPERTIES_PREFIX;
        Map<String, String> properties = new TreeMap<>();
        raw.forEach(
                (key, value) -> {
                    if (key.startsWith(prefix)) {
                        properties.put(key.substring(prefix.length()), value);
                    }
                });
        return properties;
    }
}
