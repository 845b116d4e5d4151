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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.table.DuckDbConnectorOptions;
import io.flinkbundle.connector.duckdb.table.DuckDbDynamicTableFactory;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The options with which the connector finds a table of a catalog. */
@Internal
final class TableOptions {

    /** Those that name the table itself. */
    static final Set<String> NAMES =
            Set.of(DuckDbConnectorOptions.SCHEMA.key(), DuckDbConnectorOptions.TABLE_NAME.key());

    private TableOptions() {}

    /** What all tables of a catalog have. */
    static Map<String, String> ofCatalog(Map<String, String> options) {
        Map<String, String> common = new TreeMap<>(options);
        common.put(FactoryUtil.CONNECTOR.key(), DuckDbDynamicTableFactory.IDENTIFIER);
        return Map.copyOf(common);
    }

    static Map<String, String> of(Map<String, String> ofCatalog, DuckDbTable table) {
        Map<String, String> options = new TreeMap<>(ofCatalog);
        options.put(DuckDbConnectorOptions.SCHEMA.key(), table.schema());
        options.put(DuckDbConnectorOptions.TABLE_NAME.key(), table.name());
        return options;
    }
}
