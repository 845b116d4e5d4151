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

import io.flinkbundle.connector.common.probe.FoundColumn;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the CREATE TABLE that fits what was found. */
@Internal
public final class DdlWriter {

    private static final String INDENT = "  ";

    private DdlWriter() {}

    /**
     * The statement.
     *
     * @param name of the table in Flink
     * @param found its columns, key and the options that come with them
     * @param options the options that lead to it; secret ones become placeholders
     */
    public static String createTable(String name, FoundTable found, Map<String, String> options) {
        List<String> elements = new ArrayList<>();
        for (FoundColumn column : found.columns()) {
            elements.add(quote(column.name()) + " " + type(column.type()));
        }
        elements.addAll(found.metadata());
        if (!found.primaryKey().isEmpty()) {
            elements.add(
                    "PRIMARY KEY (%s) NOT ENFORCED"
                            .formatted(
                                    String.join(
                                            ", ",
                                            found.primaryKey().stream()
                                                    .map(DdlWriter::quote)
                                                    .toList())));
        }
        watermark(found).ifPresent(elements::add);
        Map<String, String> all = new LinkedHashMap<>(options);
        found.options().forEach(all::putIfAbsent);
        return "CREATE TABLE %s (\n%s\n) WITH (\n%s\n);"
                .formatted(quote(name), lines(elements), lines(options(all)));
    }

    /** A suggested watermark stands on a column that may not be there under that type. */
    private static Optional<String> watermark(FoundTable found) {
        return found.watermark().isEmpty() ? Optional.empty() : Optional.of(found.watermark());
    }

    private static List<String> options(Map<String, String> options) {
        List<String> lines = new ArrayList<>();
        options.forEach((key, value) -> lines.add("'%s' = '%s'".formatted(key, text(key, value))));
        return lines;
    }

    private static String text(String key, String value) {
        return Redaction.isSecretKey(key)
                ? "${" + environmentName(key) + "}"
                : Redaction.url(value).replace("'", "''");
    }

    /** The variable that a secret option is read from. */
    public static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    /** A type as one writes it; text without a length is a STRING. */
    public static String type(LogicalType type) {
        return type.asSerializableString()
                .replace("VARCHAR(2147483647)", "STRING")
                .replace("VARBINARY(2147483647)", "BYTES")
                .replace(" WITH LOCAL TIME ZONE", "_WITH_LOCAL_TIME_ZONE")
                .replaceAll("TIMESTAMP\\((\\d)\\)_WITH_LOCAL_TIME_ZONE", "TIMESTAMP_LTZ($1)");
    }

    private static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String lines(List<String> elements) {
        return String.join(",\n", elements.stream().map(each -> INDENT + each).toList());
    }
}
