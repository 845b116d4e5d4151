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

package io.flinkbundle.connector.common.lookup;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.InputFormatProvider;
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
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a lookup join does as its options say: key by key or many at a time, with Flink's caches or
 * without. The same for each table that can be looked up.
 *
 * <pre>{@code
 * LookupProviders.check(options);                 // in the factory; its options are OPTIONS
 * return LookupProviders.create(options, ways);   // in getLookupRuntimeProvider
 * }</pre>
 */
@PublicEvolving
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

    /** All options of lookup joins, for the factory of a table. */
    public static final Set<ConfigOption<?>> OPTIONS =
            Stream.of(
                            List.<ConfigOption<?>>of(LookupOptions.CACHE_TYPE),
                            OF_SINGLE_KEYS,
                            OF_PARTIAL_CACHE,
                            OF_FULL_CACHE)
                    .flatMap(List::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private LookupProviders() {}

    /**
     * Checks what needs no look at the system.
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
        }
        switch (cache) {
            case PARTIAL -> checkBound(options);
            case FULL -> checkReload(options);
            case NONE -> {
                // Nothing to check.
            }
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

    private static void checkBound(ReadableConfig options) {
        try {
            DefaultLookupCache.fromConfig(options);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options 'lookup.partial-cache.*' do not bound the cache: "
                            + e.getMessage()
                            + " Set 'lookup.partial-cache.max-rows', for example.",
                    e);
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

    /** Creates the provider of a lookup join from options that {@link #check} has let pass. */
    public static LookupRuntimeProvider create(ReadableConfig options, LookupWays ways) {
        LookupCacheType cache = options.get(LookupOptions.CACHE_TYPE);
        if (cache == LookupCacheType.FULL) {
            return FullCachingLookupProvider.of(
                    InputFormatProvider.of(ways.allRows()), reloadTrigger(options));
        }
        boolean partial = cache == LookupCacheType.PARTIAL;
        if (options.get(CommonConnectorOptions.LOOKUP_ASYNC)) {
            AsyncLookupFunction function = ways.manyAtATime();
            return partial
                    ? PartialCachingAsyncLookupProvider.of(
                            function, DefaultLookupCache.fromConfig(options))
                    : AsyncLookupFunctionProvider.of(function);
        }
        LookupFunction function = ways.oneByOne();
        return partial
                ? PartialCachingLookupProvider.of(function, DefaultLookupCache.fromConfig(options))
                : LookupFunctionProvider.of(function);
    }

    private static CacheReloadTrigger reloadTrigger(ReadableConfig options) {
        return options.get(LookupOptions.FULL_CACHE_RELOAD_STRATEGY) == ReloadStrategy.TIMED
                ? TimedCacheReloadTrigger.fromConfig(options)
                : PeriodicCacheReloadTrigger.fromConfig(options);
    }
}
