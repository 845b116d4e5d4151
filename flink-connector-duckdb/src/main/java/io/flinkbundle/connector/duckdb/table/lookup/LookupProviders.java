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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.enumerator.SplitPlanner;
import io.flinkbundle.connector.duckdb.source.reader.KeyField;
import io.flinkbundle.connector.duckdb.source.reader.ScanInputFormat;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.InputFormatProvider;
import org.apache.flink.table.connector.source.LookupTableSource.LookupContext;
import org.apache.flink.table.connector.source.LookupTableSource.LookupRuntimeProvider;
import org.apache.flink.table.connector.source.lookup.AsyncLookupFunctionProvider;
import org.apache.flink.table.connector.source.lookup.FullCachingLookupProvider;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.connector.source.lookup.LookupOptions.LookupCacheType;
import org.apache.flink.table.connector.source.lookup.LookupOptions.ReloadStrategy;
import org.apache.flink.table.connector.source.lookup.PartialCachingAsyncLookupProvider;
import org.apache.flink.table.connector.source.lookup.PartialCachingLookupProvider;
import org.apache.flink.table.connector.source.lookup.cache.DefaultLookupCache;
import org.apache.flink.table.connector.source.lookup.cache.trigger.CacheReloadTrigger;
import org.apache.flink.table.connector.source.lookup.cache.trigger.PeriodicCacheReloadTrigger;
import org.apache.flink.table.connector.source.lookup.cache.trigger.TimedCacheReloadTrigger;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.util.Arrays;
import java.util.List;

/** The ways of a lookup join: key by key or many at a time, with Flink's caches or without. */
@Internal
public final class LookupProviders {

    private static final List<ConfigOption<?>> OF_PARTIAL_CACHE =
            List.of(
                    LookupOptions.PARTIAL_CACHE_EXPIRE_AFTER_ACCESS,
                    LookupOptions.PARTIAL_CACHE_EXPIRE_AFTER_WRITE,
                    LookupOptions.PARTIAL_CACHE_CACHE_MISSING_KEY,
                    LookupOptions.PARTIAL_CACHE_MAX_ROWS);

    private static final List<ConfigOption<?>> OF_FULL_CACHE =
            List.of(
                    LookupOptions.FULL_CACHE_RELOAD_STRATEGY,
                    LookupOptions.FULL_CACHE_PERIODIC_RELOAD_INTERVAL,
                    LookupOptions.FULL_CACHE_PERIODIC_RELOAD_SCHEDULE_MODE,
                    LookupOptions.FULL_CACHE_TIMED_RELOAD_ISO_TIME,
                    LookupOptions.FULL_CACHE_TIMED_RELOAD_INTERVAL_IN_DAYS);

    private static final List<ConfigOption<?>> OF_SINGLE_KEYS =
            List.of(LookupOptions.MAX_RETRIES, CommonConnectorOptions.LOOKUP_ASYNC);

    private LookupProviders() {}

    /**
     * Checks what needs no look at the file.
     *
     * @throws ValidationException if a value can never work, or an option has no effect
     */
    public static void check(ReadableConfig options) {
        LookupCacheType cache = options.get(LookupOptions.CACHE_TYPE);
        if (cache != LookupCacheType.PARTIAL) {
            refuse(options, cache, OF_PARTIAL_CACHE);
        }
        if (cache != LookupCacheType.FULL) {
            refuse(options, cache, OF_FULL_CACHE);
        } else {
            refuse(options, cache, OF_SINGLE_KEYS);
            checkReload(options);
        }
        if (options.get(LookupOptions.MAX_RETRIES) < 0) {
            throw new ValidationException(
                    String.format(
                            "Option 'lookup.max-retries' is %d, but must not be negative.",
                            options.get(LookupOptions.MAX_RETRIES)));
        }
    }

    private static void refuse(
            ReadableConfig options, LookupCacheType cache, List<ConfigOption<?>> withoutEffect) {
        for (ConfigOption<?> option : withoutEffect) {
            if (options.getOptional(option).isPresent()) {
                throw new ValidationException(
                        String.format(
                                "Option '%s' has no effect while 'lookup.cache' is '%s'. Remove the"
                                        + " one, or change the other.",
                                option.key(), cache));
            }
        }
    }

    private static void checkReload(ReadableConfig options) {
        try {
            reloadTrigger(options);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options 'lookup.full-cache.*' do not say when to reload: "
                            + e.getMessage()
                            + " Set 'lookup.full-cache.periodic-reload.interval', for example.",
                    e);
        }
    }

    /**
     * Creates the provider of a lookup join.
     *
     * @param holdsFile whether the file stays open until the end
     * @throws ValidationException if rows cannot be looked up by a column of the key
     */
    public static LookupRuntimeProvider create(
            LookupContext context,
            ReadableConfig options,
            DuckDbScan scan,
            TypeInformation<RowData> rowType,
            boolean holdsFile) {
        List<KeyField> key = key(context, scan.columns());
        if (options.get(LookupOptions.CACHE_TYPE) == LookupCacheType.FULL) {
            return FullCachingLookupProvider.of(
                    InputFormatProvider.of(
                            new ScanInputFormat(
                                    scan, () -> new SplitPlanner(scan).call().splits())),
                    reloadTrigger(options));
        }
        LookupConfig config =
                new LookupConfig(
                        scan,
                        key,
                        rowType.createSerializer(new SerializerConfigImpl()),
                        options.get(LookupOptions.MAX_RETRIES),
                        holdsFile);
        boolean partial = options.get(LookupOptions.CACHE_TYPE) == LookupCacheType.PARTIAL;
        if (options.get(CommonConnectorOptions.LOOKUP_ASYNC)) {
            DuckDbAsyncLookupFunction function = new DuckDbAsyncLookupFunction(config);
            return partial
                    ? PartialCachingAsyncLookupProvider.of(
                            function, DefaultLookupCache.fromConfig(options))
                    : AsyncLookupFunctionProvider.of(function);
        }
        DuckDbLookupFunction function = new DuckDbLookupFunction(config);
        return partial
                ? PartialCachingLookupProvider.of(function, DefaultLookupCache.fromConfig(options))
                : LookupFunctionProvider.of(function);
    }

    private static List<KeyField> key(LookupContext context, RowType columns) {
        return Arrays.stream(context.getKeys()).map(path -> keyField(path, columns)).toList();
    }

    private static KeyField keyField(int[] path, RowType columns) {
        RowType.RowField column = columns.getFields().get(path[0]);
        if (path.length > 1 || !KeyField.accepts(column.getType())) {
            throw new ValidationException(
                    String.format(
                            "Rows cannot be looked up by column '%s', whose type is %s. Join on"
                                    + " columns of scalar types.",
                            column.getName(), column.getType().asSummaryString()));
        }
        return new KeyField(column.getName(), column.getType());
    }

    private static CacheReloadTrigger reloadTrigger(ReadableConfig options) {
        return options.get(LookupOptions.FULL_CACHE_RELOAD_STRATEGY) == ReloadStrategy.TIMED
                ? TimedCacheReloadTrigger.fromConfig(options)
                : PeriodicCacheReloadTrigger.fromConfig(options);
    }
}
