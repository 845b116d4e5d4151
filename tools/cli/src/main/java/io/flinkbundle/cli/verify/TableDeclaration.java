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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.script.Statement;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;

import java.util.Map;

/**
 * A table that a script creates.
 *
 * @param identifier its full name
 * @param table its schema and options, after LIKE has been applied
 * @param statement where it is declared
 */
@Internal
public record TableDeclaration(
        ObjectIdentifier identifier, ResolvedCatalogTable table, Statement statement) {

    /** Its connector, or empty when none is named. */
    public String connector() {
        return options().getOrDefault("connector", "");
    }

    public Map<String, String> options() {
        return table.getOptions();
    }

    /** How findings speak of it. */
    public String subject() {
        return connector().isEmpty()
                ? "table '%s'".formatted(name())
                : "table '%s' (%s)".formatted(name(), connector());
    }

    /** Its name, with catalog and database only where they are not the default ones. */
    public String name() {
        String full = identifier.asSummaryString();
        return full.replace("default_catalog.default_database.", "");
    }
}
