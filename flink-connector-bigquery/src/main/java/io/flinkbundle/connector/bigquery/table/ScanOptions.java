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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.source.BigQuerySource;
import io.flinkbundle.connector.bigquery.source.BigQuerySourceBuilder;
import io.flinkbundle.connector.bigquery.source.IncrementalStrategy;
import io.flinkbundle.connector.bigquery.source.ScanBoundedMode;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.BILLING_PROJECT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.DATASET;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.LOCATION;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.QUERY;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_BOUNDED_MODE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_INCREMENTAL_COLUMN;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_INCREMENTAL_STRATEGY;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_MAX_STREAMS;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_POLL_INTERVAL;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_READ_FORMAT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_SNAPSHOT_TIME;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_STARTUP_MODE;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.TABLE_NAME;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.TEMP_DATASET;
import static io.flinkbundle.connector.common.options.CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP;
import static io.flinkbundle.connector.common.options.CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP;

/** Reads the options of a table that is read. */
@Internal
final class ScanOptions {

    private static final Duration MAX_INTERVAL = Duration.ofDays(1);
    private static final String DATASET_NAME = "\\w{1,1024}";

    private final ReadableConfig config;
    private final OptionChecks checks;

    ScanOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a source alone. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                QUERY,
                TEMP_DATASET,
                LOCATION,
                SCAN_SNAPSHOT_TIME,
                SCAN_MAX_STREAMS,
                SCAN_READ_FORMAT,
                SCAN_STARTUP_MODE,
                SCAN_STARTUP_TIMESTAMP,
                SCAN_BOUNDED_MODE,
                SCAN_BOUNDED_TIMESTAMP,
                SCAN_INCREMENTAL_STRATEGY,
                SCAN_INCREMENTAL_COLUMN,
                SCAN_POLL_INTERVAL,
                CommonConnectorOptions.SCAN_PARALLELISM);
    }

    /**
     * The source but for its rows.
     *
     * @throws ValidationException if an option is wrong
     */
    BigQuerySourceBuilder source() {
        BigQuerySourceBuilder source =
                BigQuerySource.builder()
                        .setConnection(new ConnectionOptions(config).read())
                        .setTempDataset(
                                checks.checked(
                                        TEMP_DATASET,
                                        name -> name.matches(DATASET_NAME),
                                        "letters, digits and underscores"));
        setTarget(source);
        setPolling(source);
        config.getOptional(SCAN_SNAPSHOT_TIME)
                .ifPresent(value -> source.setSnapshotTime(instant(value)));
        source.setReadFormat(config.get(SCAN_READ_FORMAT));
        config.getOptional(SCAN_MAX_STREAMS)
                .ifPresent(streams -> source.setMaxStreams(checks.atLeastOne(SCAN_MAX_STREAMS)));
        return source;
    }

    /** Whether new rows are read after the start, or older ones are left out. */
    boolean polls() {
        return config.get(SCAN_STARTUP_MODE) != ScanStartupMode.EARLIEST
                || config.get(SCAN_BOUNDED_MODE) != ScanBoundedMode.LATEST;
    }

    private void setPolling(BigQuerySourceBuilder source) {
        checks.refuseUnused(
                SCAN_STARTUP_TIMESTAMP,
                config.get(SCAN_STARTUP_MODE) == ScanStartupMode.TIMESTAMP,
                "'scan.startup.mode' is 'timestamp'");
        checks.refuseUnused(
                SCAN_BOUNDED_TIMESTAMP,
                config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.TIMESTAMP,
                "'scan.bounded.mode' is 'timestamp'");
        String condition = "'scan.bounded.mode' is 'unbounded' or 'timestamp'";
        checks.refuseUnused(SCAN_INCREMENTAL_STRATEGY, polls(), condition);
        checks.refuseUnused(SCAN_POLL_INTERVAL, polls(), condition);
        boolean byColumn = config.get(SCAN_INCREMENTAL_STRATEGY) == IncrementalStrategy.COLUMN;
        checks.refuseUnused(
                SCAN_INCREMENTAL_COLUMN, byColumn, "'scan.incremental.strategy' is 'column'");
        if (!polls()) {
            return;
        }
        if (checks.isSet(QUERY) || checks.isSet(SCAN_SNAPSHOT_TIME)) {
            throw new ValidationException(
                    "Options 'query' and 'scan.snapshot-time' do not go with 'scan.bounded.mode' or"
                            + " 'scan.startup.mode': new rows are read of a table alone.");
        }
        if (config.get(SCAN_STARTUP_MODE) == ScanStartupMode.LATEST
                && config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.LATEST) {
            throw new ValidationException(
                    "A source with 'scan.startup.mode' = 'latest' and 'scan.bounded.mode' ="
                            + " 'latest' reads nothing. Set the latter to 'unbounded'.");
        }
        source.setIncrementalStrategy(config.get(SCAN_INCREMENTAL_STRATEGY))
                .setPollInterval(
                        checks.between(SCAN_POLL_INTERVAL, Duration.ofMillis(1), MAX_INTERVAL));
        if (byColumn) {
            source.setIncrementalColumn(
                    checks.required(
                            SCAN_INCREMENTAL_COLUMN, "'scan.incremental.strategy' is 'column'"));
        }
        if (config.get(SCAN_STARTUP_MODE) == ScanStartupMode.TIMESTAMP) {
            source.setStartupTime(
                    OptionValues.timestamp(config, SCAN_STARTUP_TIMESTAMP, SCAN_STARTUP_MODE));
        } else {
            source.setStartupMode(config.get(SCAN_STARTUP_MODE));
        }
        if (config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.TIMESTAMP) {
            source.setBoundedTime(
                    OptionValues.timestamp(config, SCAN_BOUNDED_TIMESTAMP, SCAN_BOUNDED_MODE));
        } else {
            source.setBoundedMode(config.get(SCAN_BOUNDED_MODE));
        }
    }

    private void setTarget(BigQuerySourceBuilder source) {
        Optional<String> query = config.getOptional(QUERY);
        if (query.isEmpty()) {
            source.setTable(TableOptions.read(config));
            return;
        }
        if (checks.isSet(TABLE_NAME) || checks.isSet(SCAN_SNAPSHOT_TIME)) {
            throw new ValidationException(
                    "Options 'table-name' and 'scan.snapshot-time' do not go with 'query'. Leave"
                            + " them out: the query names its tables, and their time with FOR"
                            + " SYSTEM_TIME AS OF.");
        }
        config.getOptional(LOCATION).ifPresent(source::setLocation);
        try {
            source.setQuery(
                    query.get(),
                    TableOptions.project(config)
                            .or(() -> config.getOptional(BILLING_PROJECT))
                            .orElseThrow(
                                    () ->
                                            new ValidationException(
                                                    "The project of the query is not known: set"
                                                            + " 'project' or 'billing-project'.")),
                    config.getOptional(DATASET).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'query' is wrong. " + e.getMessage(), e);
        }
    }

    private static Instant instant(String value) {
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochMilli(Long.parseLong(value))
                    : Instant.parse(value);
        } catch (DateTimeException | NumberFormatException e) {
            throw OptionChecks.invalid(
                    SCAN_SNAPSHOT_TIME,
                    value,
                    "an ISO-8601 instant such as '2026-01-31T12:00:00Z', or milliseconds since the"
                            + " epoch");
        }
    }
}
