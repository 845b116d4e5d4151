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

import org.apache.flink.api.common.io.GenericInputFormat;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.lookup.AsyncLookupFunctionProvider;
import org.apache.flink.table.connector.source.lookup.FullCachingLookupProvider;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.connector.source.lookup.PartialCachingAsyncLookupProvider;
import org.apache.flink.table.connector.source.lookup.PartialCachingLookupProvider;
import org.apache.flink.table.connector.source.lookup.cache.trigger.PeriodicCacheReloadTrigger;
import org.apache.flink.table.connector.source.lookup.cache.trigger.TimedCacheReloadTrigger;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LookupProvidersTest {

    private final Ways ways = new Ways();

    static Stream<Map<String, String>> goodOptions() {
        return Stream.of(
                Map.of(),
                Map.of("lookup.async", "false", "lookup.max-retries", "0"),
                Map.of("lookup.cache", "PARTIAL", "lookup.partial-cache.max-rows", "10"),
                Map.of("lookup.cache", "FULL", "lookup.full-cache.periodic-reload.interval", "1 h"),
                Map.of(
                        "lookup.cache",
                        "FULL",
                        "lookup.full-cache.reload-strategy",
                        "TIMED",
                        "lookup.full-cache.timed-reload.iso-time",
                        "10:15Z"));
    }

    @ParameterizedTest
    @MethodSource("goodOptions")
    void takesOptionsThatFitTogether(Map<String, String> options) {
        assertThatCode(() -> LookupProviders.check(Configuration.fromMap(options)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, lookup.partial-cache.max-rows, 10",
        "NONE, lookup.full-cache.periodic-reload.interval, 1 h",
        "PARTIAL, lookup.full-cache.periodic-reload.interval, 1 h",
        "FULL, lookup.partial-cache.max-rows, 10",
        "FULL, lookup.async, true",
        "FULL, lookup.max-retries, 1"
    })
    void refusesAnOptionWithoutEffect(String cache, String option, String value) {
        ReadableConfig options =
                Configuration.fromMap(Map.of("lookup.cache", cache, option, value));

        assertThatThrownBy(() -> LookupProviders.check(options))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Option '%s' has no effect while 'lookup.cache' is '%s'", option, cache);
    }

    @Test
    void refusesAFullCacheThatIsNeverReloaded() {
        assertThatThrownBy(
                        () ->
                                LookupProviders.check(
                                        Configuration.fromMap(Map.of("lookup.cache", "FULL"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'lookup.full-cache.*' do not say when to reload")
                .hasMessageContaining("Set 'lookup.full-cache.periodic-reload.interval'");
    }

    @Test
    void refusesAPartialCacheThatGrowsWithoutBound() {
        assertThatThrownBy(
                        () ->
                                LookupProviders.check(
                                        Configuration.fromMap(Map.of("lookup.cache", "PARTIAL"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'lookup.partial-cache.*' do not bound the cache")
                .hasMessageContaining("Set 'lookup.partial-cache.max-rows'");
    }

    @Test
    void refusesANegativeNumberOfRetries() {
        assertThatThrownBy(
                        () ->
                                LookupProviders.check(
                                        Configuration.fromMap(Map.of("lookup.max-retries", "-1"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'lookup.max-retries' is -1");
    }

    @Test
    void looksUpManyKeysAtATimeUnlessToldOtherwise() {
        assertThat(LookupProviders.create(options(), ways))
                .isInstanceOf(AsyncLookupFunctionProvider.class)
                .isNotInstanceOf(PartialCachingAsyncLookupProvider.class);
        assertThat(LookupProviders.create(options("lookup.async", "false"), ways))
                .isInstanceOf(LookupFunctionProvider.class)
                .isNotInstanceOf(PartialCachingLookupProvider.class);
        assertThat(ways.asked).containsExactly("many", "one");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsSomeRowsInAPartialCache(boolean async) {
        ReadableConfig options =
                options(
                        "lookup.cache",
                        "PARTIAL",
                        "lookup.partial-cache.max-rows",
                        "10",
                        "lookup.async",
                        Boolean.toString(async));

        assertThat(LookupProviders.create(options, ways))
                .isInstanceOf(
                        async
                                ? PartialCachingAsyncLookupProvider.class
                                : PartialCachingLookupProvider.class);
        assertThat(ways.asked).containsExactly(async ? "many" : "one");
    }

    @ParameterizedTest
    @CsvSource({
        "PERIODIC, lookup.full-cache.periodic-reload.interval, 1 h",
        "TIMED, lookup.full-cache.timed-reload.iso-time, 10:15Z"
    })
    void keepsAllRowsInAFullCacheAndReloadsIt(String strategy, String option, String value) {
        ReadableConfig options =
                options(
                        "lookup.cache",
                        "FULL",
                        "lookup.full-cache.reload-strategy",
                        strategy,
                        option,
                        value);

        assertThat(LookupProviders.create(options, ways))
                .isInstanceOfSatisfying(
                        FullCachingLookupProvider.class,
                        full ->
                                assertThat(full.getCacheReloadTrigger())
                                        .isInstanceOf(
                                                strategy.equals("TIMED")
                                                        ? TimedCacheReloadTrigger.class
                                                        : PeriodicCacheReloadTrigger.class));
        assertThat(ways.asked).containsExactly("all");
    }

    private static ReadableConfig options(String... keysAndValues) {
        Configuration options = new Configuration();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            options.setString(keysAndValues[i], keysAndValues[i + 1]);
        }
        return options;
    }

    /** Remembers what it was asked for. */
    private static final class Ways implements LookupWays {

        private final List<String> asked = new ArrayList<>();

        @Override
        public LookupFunction oneByOne() {
            asked.add("one");
            return new LookupFunction() {
                @Override
                public Collection<RowData> lookup(RowData key) {
                    return List.of();
                }
            };
        }

        @Override
        public AsyncLookupFunction manyAtATime() {
            asked.add("many");
            return new AsyncLookupFunction() {
                @Override
                public CompletableFuture<Collection<RowData>> asyncLookup(RowData key) {
                    return CompletableFuture.completedFuture(List.of());
                }
            };
        }

        @Override
        public InputFormat<RowData, ?> allRows() {
            asked.add("all");
            return new GenericInputFormat<RowData>() {
                @Override
                public boolean reachedEnd() {
                    return true;
                }

                @Override
                public RowData nextRecord(RowData reuse) {
                    throw new NoSuchElementException("There are no rows.");
                }
            };
        }
    }
}
