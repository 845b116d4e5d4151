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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.FactoryUtil.TableFactoryHelper;

/**
 * Makes tables of {@code 'connector' = 'duckdb'}. Looks at no file: planning has no side effect.
 */
@Internal
public final class DuckDbDynamicTableFactory implements DynamicTableSourceFactory {

    public static final String IDENTIFIER = "duckdb";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(DuckDbConnectorOptions.PATH, DuckDbConnectorOptions.TABLE_NAME);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                DuckDbConnectorOptions.SCHEMA,
                DuckDbConnectorOptions.CONNECTION_MAX_WAIT,
                DuckDbConnectorOptions.MEMORY_LIMIT,
                DuckDbConnectorOptions.THREADS,
                DuckDbConnectorOptions.SCAN_PARTITION_SIZE,
                CommonConnectorOptions.SCAN_PARALLELISM,
                CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validateExcept(DuckDbConnectorOptions.PROPERTIES_PREFIX);
        ReadableConfig options = helper.getOptions();
        return new DuckDbDynamicTableSource(
                TableSettings.of(options, context.getCatalogTable().getOptions()),
                options,
                context.getPhysicalRowDataType());
    }
}
