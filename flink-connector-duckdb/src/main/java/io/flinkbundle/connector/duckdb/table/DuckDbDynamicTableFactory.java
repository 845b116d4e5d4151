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

import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.FactoryUtil.TableFactoryHelper;

import java.util.List;
import java.util.Set;

/**
 * Makes tables of {@code 'connector' = 'duckdb'}. Looks at no file: planning has no side effect.
 */
@Internal
public final class DuckDbDynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    public static final String IDENTIFIER = "duckdb";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(DuckDbConnectorOptions.PATH);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                DuckDbConnectorOptions.TABLE_NAME,
                DuckDbConnectorOptions.QUERY,
                DuckDbConnectorOptions.SCHEMA,
                DuckDbConnectorOptions.CONNECTION_MAX_WAIT,
                DuckDbConnectorOptions.CONNECTION_HOLD,
                DuckDbConnectorOptions.MEMORY_LIMIT,
                DuckDbConnectorOptions.THREADS,
                DuckDbConnectorOptions.STORAGE_VERSION,
                DuckDbConnectorOptions.EXTENSION_DIRECTORY,
                DuckDbConnectorOptions.SESSION_INIT_SQL,
                DuckDbConnectorOptions.SESSION_INIT_SQL_FILE,
                DuckDbConnectorOptions.SCAN_PARTITION_STRATEGY,
                DuckDbConnectorOptions.SCAN_PARTITION_COLUMN,
                DuckDbConnectorOptions.SCAN_PARTITION_SIZE,
                DuckDbConnectorOptions.SCAN_ON_CHANGED_FILE,
                DuckDbConnectorOptions.SCAN_BOUNDED_MODE,
                DuckDbConnectorOptions.SCAN_STARTUP_MODE,
                DuckDbConnectorOptions.SCAN_INCREMENTAL_COLUMN,
                DuckDbConnectorOptions.SCAN_POLL_INTERVAL,
                DuckDbConnectorOptions.FILTER_HANDLING_POLICY,
                CommonConnectorOptions.LOOKUP_ASYNC,
                LookupOptions.CACHE_TYPE,
                LookupOptions.MAX_RETRIES,
                LookupOptions.PARTIAL_CACHE_EXPIRE_AFTER_ACCESS,
                LookupOptions.PARTIAL_CACHE_EXPIRE_AFTER_WRITE,
                LookupOptions.PARTIAL_CACHE_CACHE_MISSING_KEY,
                LookupOptions.PARTIAL_CACHE_MAX_ROWS,
                LookupOptions.FULL_CACHE_RELOAD_STRATEGY,
                LookupOptions.FULL_CACHE_PERIODIC_RELOAD_INTERVAL,
                LookupOptions.FULL_CACHE_PERIODIC_RELOAD_SCHEDULE_MODE,
                LookupOptions.FULL_CACHE_TIMED_RELOAD_ISO_TIME,
                LookupOptions.FULL_CACHE_TIMED_RELOAD_INTERVAL_IN_DAYS,
                CommonConnectorOptions.SCAN_PARALLELISM,
                CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND,
                DuckDbConnectorOptions.SINK_ID,
                DuckDbConnectorOptions.SINK_STAGING_PATH,
                DuckDbConnectorOptions.SINK_MARKER_RETENTION,
                DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS,
                DuckDbConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE,
                DuckDbConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL,
                DuckDbConnectorOptions.SINK_SCHEMA_MODE,
                DuckDbConnectorOptions.SINK_CREATE_PRIMARY_KEY,
                CommonConnectorOptions.SINK_PARALLELISM,
                CommonConnectorOptions.SINK_WRITE_MODE,
                CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                CommonConnectorOptions.SINK_ON_REJECTED,
                CommonConnectorOptions.DEAD_LETTER_PATH,
                CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF);
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validateExcept(DuckDbConnectorOptions.PROPERTIES_PREFIX);
        ReadableConfig options = helper.getOptions();
        ScanOptions.check(options);
        LookupProviders.check(options);
        return AggregatingTableSource.of(
                TableSettings.of(options, context.getCatalogTable().getOptions()),
                options,
                context.getPhysicalRowDataType(),
                readsSplitsAnew(context.getConfiguration()));
    }

    /** In batch execution, where no checkpoint holds a position in the middle of a split. */
    private static boolean readsSplitsAnew(ReadableConfig session) {
        return session.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validateExcept(DuckDbConnectorOptions.PROPERTIES_PREFIX);
        ReadableConfig options = helper.getOptions();
        checkTarget(options);
        return TargetColumnSupport.newSink(
                new SinkTable(
                        TableSettings.of(options, context.getCatalogTable().getOptions()),
                        options,
                        context.getPhysicalRowDataType(),
                        context.getCatalogTable()
                                .getResolvedSchema()
                                .getPrimaryKey()
                                .map(UniqueConstraint::getColumns)
                                .orElse(List.of()),
                        context.getObjectIdentifier().asSummaryString()));
    }

    private static void checkTarget(ReadableConfig options) {
        if (options.getOptional(DuckDbConnectorOptions.TABLE_NAME).isEmpty()) {
            throw new ValidationException(
                    "What to write to is missing. Set option 'table-name'; the result of a"
                            + " 'query' can only be read.");
        }
    }
}
