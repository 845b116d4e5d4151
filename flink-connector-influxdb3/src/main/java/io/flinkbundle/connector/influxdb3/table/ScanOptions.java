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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.options.OptionValues;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3SourceBuilder;
import io.flinkbundle.connector.influxdb3.source.ScanBoundedMode;
import io.flinkbundle.connector.influxdb3.source.ScanStartupMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import static io.flinkbundle.connector.common.options.CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP;
import static io.flinkbundle.connector.common.options.CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND;
import static io.flinkbundle.connector.common.options.CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.API;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FILTER_HANDLING_POLICY;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.LOOKUP_LAST_CACHE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.LOOKUP_MAX_AGE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.QUERY;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_BOUNDED_MODE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_DELAY;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_LATENESS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_POLL_INTERVAL;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_REQUEST_TIMEOUT;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_RETRY_TIMEOUT;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_SPLIT_DURATION;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_STARTUP_MODE;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.SCAN_TABLE_DISCOVERY_INTERVAL;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TABLE_NAME;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TABLE_PATTERN;

/** Reads the options of a table that is read. */
@Internal
final class ScanOptions {

    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(3_650);

    private final ReadableConfig config;
    private final OptionChecks checks;

    ScanOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a scan, but for those of the connection and those that sinks have too. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                TABLE_NAME,
                TABLE_PATTERN,
                QUERY,
                SCAN_STARTUP_MODE,
                SCAN_STARTUP_TIMESTAMP,
                SCAN_BOUNDED_MODE,
                SCAN_BOUNDED_TIMESTAMP,
                SCAN_SPLIT_DURATION,
                SCAN_POLL_INTERVAL,
                SCAN_DELAY,
                SCAN_LATENESS,
                SCAN_TABLE_DISCOVERY_INTERVAL,
                SCAN_REQUEST_TIMEOUT,
                SCAN_RETRY_TIMEOUT,
                FILTER_HANDLING_POLICY,
                LOOKUP_LAST_CACHE,
                LOOKUP_MAX_AGE,
                SCAN_MAX_RECORDS_PER_SECOND,
                CommonConnectorOptions.SCAN_ON_MALFORMED,
                CommonConnectorOptions.DEAD_LETTER_PATH,
                CommonConnectorOptions.SCAN_PARALLELISM);
    }

    boolean isUnbounded() {
        return config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.UNBOUNDED;
    }

    /** Whether there may be several tables, of which each need not have all columns. */
    boolean readsSeveralTables() {
        return checks.isSet(TABLE_PATTERN) || checks.isSet(TABLE_NAME) && tables().size() > 1;
    }

    private List<String> tables() {
        return Arrays.stream(config.get(TABLE_NAME).split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Hands the options to a source.
     *
     * @param hasTime whether the result of a query has a time
     * @throws ValidationException if an option is wrong, or has no effect
     */
    <T> InfluxDb3SourceBuilder<T> apply(InfluxDb3SourceBuilder<T> source, boolean hasTime) {
        refuseOtherApis();
        refuseUnused();
        source.setConnection(
                new ConnectionOptions(config)
                        .read()
                        .setRequestTimeout(checks.between(SCAN_REQUEST_TIMEOUT, LEAST, MOST))
                        .build());
        checkLookup();
        applyRelation(source, hasTime);
        applyModes(source);
        source.setOnMalformed(CommonConnectorOptions.onMalformed(config));
        source.setSplitDuration(checks.between(SCAN_SPLIT_DURATION, Duration.ofSeconds(1), MOST))
                .setPollInterval(checks.between(SCAN_POLL_INTERVAL, LEAST, MOST))
                .setDelay(checks.between(SCAN_DELAY, Duration.ZERO, MOST))
                .setLateness(checks.between(SCAN_LATENESS, Duration.ZERO, MOST))
                .setTableDiscoveryInterval(
                        checks.between(SCAN_TABLE_DISCOVERY_INTERVAL, LEAST, MOST))
                .setRetry(
                        RetryPolicy.of(
                                InfluxDb3SourceBuilder.DEFAULT_RETRY.initialBackoff(),
                                InfluxDb3SourceBuilder.DEFAULT_RETRY.maxBackoff(),
                                checks.between(SCAN_RETRY_TIMEOUT, Duration.ZERO, MOST)));
        if (checks.isSet(SCAN_MAX_RECORDS_PER_SECOND)) {
            source.setMaxRecordsPerSecond(
                    checks.checked(
                            SCAN_MAX_RECORDS_PER_SECOND, rate -> rate > 0, "more than zero"));
        }
        return source;
    }

    private void checkLookup() {
        LookupProviders.check(config);
        checks.refuseUnused(
                LOOKUP_LAST_CACHE,
                checks.isSet(TABLE_NAME) && !readsSeveralTables(),
                "'table-name' names one table");
        if (checks.isSet(LOOKUP_MAX_AGE)) {
            checks.between(LOOKUP_MAX_AGE, LEAST, MOST);
        }
    }

    private void refuseOtherApis() {
        if (config.get(API) != ApiVersion.V3) {
            throw new ValidationException(
                    "Option 'api' is '"
                            + config.get(API)
                            + "', but only InfluxDB 3 can be read. Leave it out.");
        }
    }

    private void refuseUnused() {
        DeadLetterChecks.refuseUnusedPath(config);
        checks.refuseUnused(
                SCAN_STARTUP_TIMESTAMP,
                config.get(SCAN_STARTUP_MODE) == ScanStartupMode.TIMESTAMP,
                "'scan.startup.mode' is 'timestamp'");
        checks.refuseUnused(
                SCAN_BOUNDED_TIMESTAMP,
                config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.TIMESTAMP,
                "'scan.bounded.mode' is 'timestamp'");
        for (ConfigOption<?> option :
                List.of(
                        SCAN_POLL_INTERVAL,
                        SCAN_DELAY,
                        SCAN_LATENESS,
                        SCAN_TABLE_DISCOVERY_INTERVAL)) {
            checks.refuseUnused(option, isUnbounded(), "'scan.bounded.mode' is 'unbounded'");
        }
        if (config.get(SCAN_STARTUP_MODE) == ScanStartupMode.LATEST && !isUnbounded()) {
            throw new ValidationException(
                    "Option 'scan.startup.mode' is 'latest', but 'scan.bounded.mode' is '"
                            + config.get(SCAN_BOUNDED_MODE)
                            + "': there would be nothing to read. Set one of them otherwise.");
        }
    }

    private void applyRelation(InfluxDb3SourceBuilder<?> source, boolean hasTime) {
        List<String> set =
                Stream.of(TABLE_NAME, TABLE_PATTERN, QUERY)
                        .filter(checks::isSet)
                        .map(ConfigOption::key)
                        .toList();
        if (set.size() != 1) {
            throw new ValidationException(
                    set.isEmpty()
                            ? "What to read is missing. Set option 'table-name', 'table-pattern' or"
                                    + " 'query'."
                            : "Options '"
                                    + String.join("' and '", set)
                                    + "' exclude each other. Keep one.");
        }
        if (checks.isSet(QUERY)) {
            if (isUnbounded() && !hasTime) {
                throw new ValidationException(
                        "Option 'scan.bounded.mode' is 'unbounded', for which the table needs a"
                                + " time column: name that of the query 'time'.");
            }
            source.setQuery(checks.checked(QUERY, sql -> !sql.isBlank(), "one SELECT"), hasTime);
        } else if (checks.isSet(TABLE_PATTERN)) {
            source.setTablePattern(pattern());
        } else {
            checks.checked(TABLE_NAME, names -> !tables().isEmpty(), "a name");
            source.setTables(tables().toArray(String[]::new));
        }
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(config.get(TABLE_PATTERN));
        } catch (PatternSyntaxException e) {
            throw new ValidationException(
                    "Option 'table-pattern' is no regular expression. " + e.getMessage(), e);
        }
    }

    private void applyModes(InfluxDb3SourceBuilder<?> source) {
        if (config.get(SCAN_STARTUP_MODE) == ScanStartupMode.TIMESTAMP) {
            source.setStartupTimestamp(
                    OptionValues.timestamp(config, SCAN_STARTUP_TIMESTAMP, SCAN_STARTUP_MODE));
        } else {
            source.setStartupMode(config.get(SCAN_STARTUP_MODE));
        }
        if (config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.TIMESTAMP) {
            source.setBoundedTimestamp(
                    OptionValues.timestamp(config, SCAN_BOUNDED_TIMESTAMP, SCAN_BOUNDED_MODE));
        } else {
            source.setBoundedMode(config.get(SCAN_BOUNDED_MODE));
        }
    }
}
