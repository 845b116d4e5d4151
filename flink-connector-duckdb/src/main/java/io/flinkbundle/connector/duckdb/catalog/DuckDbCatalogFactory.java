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

import io.flinkbundle.connector.duckdb.table.DuckDbConnectorOptions;
import io.flinkbundle.connector.duckdb.table.TableSettings;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Creates a {@link DuckDbCatalog} for {@code CREATE CATALOG … WITH ('type' = 'duckdb')}. */
@Internal
public final class DuckDbCatalogFactory implements CatalogFactory {

    @Override
    public String factoryIdentifier() {
        return "duckdb";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(DuckDbConnectorOptions.PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                DuckDbCatalogOptions.DEFAULT_DATABASE,
                DuckDbConnectorOptions.CONNECTION_MAX_WAIT,
                DuckDbConnectorOptions.MEMORY_LIMIT,
                DuckDbConnectorOptions.THREADS,
                DuckDbConnectorOptions.STORAGE_VERSION,
                DuckDbConnectorOptions.EXTENSION_DIRECTORY,
                DuckDbConnectorOptions.SESSION_INIT_SQL,
                DuckDbConnectorOptions.SESSION_INIT_SQL_FILE);
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validateExcept(DuckDbConnectorOptions.PROPERTIES_PREFIX);
        Map<String, String> ofTables = new TreeMap<>(context.getOptions());
        ofTables.remove(DuckDbCatalogOptions.DEFAULT_DATABASE.key());
        return new DuckDbCatalog(
                context.getName(),
                helper.getOptions().get(DuckDbCatalogOptions.DEFAULT_DATABASE),
                TableSettings.of(helper.getOptions(), context.getOptions()),
                ofTables);
    }
}
