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
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.common.testing.OptionContract;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.factories.FactoryUtil;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbDynamicTableFactoryTest {

    private static final ResolvedSchema SCHEMA =
            ResolvedSchema.of(Column.physical("id", DataTypes.BIGINT()));

    private final Map<String, String> options =
            new HashMap<>(
                    Map.of("connector", "duckdb", "path", "/data/x.duckdb", "table-name", "t"));

    @Test
    void pathAndTableSuffice() {
        assertThat(source().asSummaryString()).isEqualTo("DuckDB table t");
    }

    @Test
    void aTableOrAQueryIsRead() {
        options.put("query", "SELECT 1 AS id");

        assertThatThrownBy(this::source)
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining("'table-name' and 'query' exclude each other");
    }

    @ParameterizedTest
    @CsvSource({
        "range, '', scan.partition.column",
        "hash, '', scan.partition.column",
        "rowid, id, uses no column",
        "none, id, uses no column"
    })
    void aPartitionStrategyAndItsColumnFit(String strategy, String column, String reason) {
        options.put("scan.partition.strategy", strategy);
        if (!column.isEmpty()) {
            options.put("scan.partition.column", column);
        }

        assertThatThrownBy(this::source)
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining("scan.partition.strategy")
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"rowid, SELECT 1, no ids", "auto, ' ', empty"})
    void aQueryHasNoRowIdsAndIsNotEmpty(String strategy, String query, String reason) {
        options.remove("table-name");
        options.put("query", query);
        options.put("scan.partition.strategy", strategy);

        assertThatThrownBy(this::source)
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining("query")
                .hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"path", "table-name"})
    void namesARequiredOptionThatIsMissing(String key) {
        options.remove(key);

        assertThatThrownBy(this::source).hasStackTraceContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
        "path, :memory:, gone when the job ends",
        "path, md:cloud, local database files",
        "threads, 0, more than zero",
        "scan.partition.size, 0, more than zero",
        "scan.max-records-per-second, -1, more than zero",
        "storage-version, newest, has to be a version of DuckDB",
        "properties.threads, 2, Set 'threads' instead",
        "properties.access_mode, READ_ONLY, the connector decides it",
        "properties.warp_speed, 9, not recognized",
        "properties.checkpoint_threshold, many, Failed to set configuration option",
        "colour, blue, Unsupported options"
    })
    void refusesAValueThatCanNeverWork(String key, String value, String reason) {
        options.put(key, value);

        assertThatThrownBy(this::source)
                .isInstanceOf(ValidationException.class)
                .hasStackTraceContaining(key)
                .hasStackTraceContaining(reason);
    }

    @Test
    void anySettingOfDuckDbMayBeGiven() {
        options.put("properties.temp_directory", "/scratch");

        assertThatCode(this::source).doesNotThrowAnyException();
    }

    @Test
    void initSqlStandsInOnePlace() {
        options.put("session.init-sql", "LOAD inet");
        options.put("session.init-sql.file", "/etc/init.sql");

        assertThatThrownBy(this::source).hasStackTraceContaining("not both");
    }

    @Test
    void everyOptionIsOfferedAndDescribed() {
        OptionContract.assertComplete(
                new DuckDbDynamicTableFactory(), DuckDbConnectorOptions.class);
    }

    @Test
    void theDocsPageListsEveryOption() {
        OptionContract.assertDocumented(
                new DuckDbDynamicTableFactory(),
                Path.of("..", "docs", "duckdb.md"),
                DuckDbConnectorOptions.class,
                CommonConnectorOptions.class,
                LookupOptions.class);
    }

    @Test
    void optionsBecomeSettings() {
        options.putAll(
                Map.of(
                        "connection.max-wait", "5 s",
                        "memory-limit", "1 gb",
                        "threads", "3",
                        "storage-version", "v1.4.0",
                        "extension-directory", "/extensions",
                        "session.init-sql", "LOAD inet",
                        "properties.temp_directory", "/scratch"));

        assertThat(TableSettings.of(Configuration.fromMap(options), options))
                .isEqualTo(
                        new DuckDbSettings(
                                "/data/x.duckdb",
                                Duration.ofSeconds(5),
                                MemorySize.parse("1 gb"),
                                3,
                                "v1.4.0",
                                "/extensions",
                                Secret.inline("LOAD inet"),
                                Map.of("temp_directory", "/scratch")));
    }

    @ParameterizedTest
    @CsvSource({
        "lookup.partial-cache.max-rows, 10, NONE, has no effect while 'lookup.cache' is 'NONE'",
        "lookup.full-cache.periodic-reload.interval, 1 h, PARTIAL, has no effect while 'lookup.cache' is 'PARTIAL'",
        "lookup.async, false, FULL, has no effect while 'lookup.cache' is 'FULL'",
        "lookup.max-retries, -1, NONE, must not be negative"
    })
    void lookupOptionsWithoutEffectOrSenseAreRefused(
            String option, String value, String cache, String message) {
        options.put("lookup.cache", cache);
        options.put(option, value);

        assertThatThrownBy(this::source).hasStackTraceContaining(message);
    }

    @Test
    void aFullCacheNeedsATimeToReload() {
        options.put("lookup.cache", "FULL");

        assertThatThrownBy(this::source)
                .hasStackTraceContaining("do not say when to reload")
                .hasStackTraceContaining("lookup.full-cache.periodic-reload.interval");
    }

    private DynamicTableSource source() {
        return FactoryUtil.createDynamicTableSource(
                new DuckDbDynamicTableFactory(),
                ObjectIdentifier.of("c", "d", "t"),
                new ResolvedCatalogTable(
                        CatalogTable.newBuilder()
                                .schema(Schema.newBuilder().fromResolvedSchema(SCHEMA).build())
                                .options(options)
                                .build(),
                        SCHEMA),
                Map.of(),
                new Configuration(),
                getClass().getClassLoader(),
                false);
    }
}
