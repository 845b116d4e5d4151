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
import io.flinkbundle.connector.duckdb.source.DuckDbSourceBuilder;
import io.flinkbundle.connector.duckdb.source.PartitionStrategy;
import io.flinkbundle.connector.duckdb.source.ScanBoundedMode;
import io.flinkbundle.connector.duckdb.source.ScanMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.Duration;
import java.util.Optional;

/** What a table's options say about reading. */
@Internal
final class ScanOptions {

    private ScanOptions() {}

    /**
     * Checks everything that needs no look at the file.
     *
     * @throws ValidationException if a value can never work, or two do not fit together
     */
    static void check(ReadableConfig options) {
        checkRelation(options);
        checkPartitioning(options);
        if (options.get(DuckDbConnectorOptions.SCAN_BOUNDED_MODE) == ScanBoundedMode.UNBOUNDED) {
            checkUnbounded(options);
        } else {
            checkBounded(options);
        }
        checkPositive(options, DuckDbConnectorOptions.SCAN_PARTITION_SIZE);
        checkPositive(options, CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND);
    }

    private static void checkRelation(ReadableConfig options) {
        boolean table = options.getOptional(DuckDbConnectorOptions.TABLE_NAME).isPresent();
        Optional<String> query = options.getOptional(DuckDbConnectorOptions.QUERY);
        if (table == query.isPresent()) {
            throw new ValidationException(
                    table
                            ? "Options 'table-name' and 'query' exclude each other. Remove one."
                            : "What to read is missing. Set option 'table-name' or 'query'.");
        }
        if (query.isPresent() && query.get().isBlank()) {
            throw new ValidationException("Option 'query' is empty. It has to be one SELECT.");
        }
    }

    private static void checkPartitioning(ReadableConfig options) {
        PartitionStrategy strategy = options.get(DuckDbConnectorOptions.SCAN_PARTITION_STRATEGY);
        Optional<String> column = options.getOptional(DuckDbConnectorOptions.SCAN_PARTITION_COLUMN);
        if (strategy.needsColumn() && column.isEmpty()) {
            throw new ValidationException(
                    String.format(
                            "Option 'scan.partition.strategy' is '%s', which needs"
                                    + " 'scan.partition.column'. Set it, or another strategy.",
                            strategy));
        }
        if (!strategy.mayUseColumn() && column.isPresent()) {
            throw new ValidationException(
                    String.format(
                            "Option 'scan.partition.column' is '%s', but 'scan.partition.strategy'"
                                    + " is '%s', which uses no column. Remove the one, or set the"
                                    + " other to 'range' or 'hash'.",
                            column.get(), strategy));
        }
        if (strategy == PartitionStrategy.ROWID
                && options.getOptional(DuckDbConnectorOptions.QUERY).isPresent()) {
            throw new ValidationException(
                    "Option 'scan.partition.strategy' is 'rowid', but the rows of a 'query' have no"
                            + " ids. Set it to 'auto', 'range', 'hash' or 'none'.");
        }
    }

    private static void checkUnbounded(ReadableConfig options) {
        refuse(
                options,
                ScanBoundedMode.UNBOUNDED,
                DuckDbConnectorOptions.SCAN_ON_CHANGED_FILE,
                DuckDbConnectorOptions.SCAN_PARTITION_STRATEGY,
                DuckDbConnectorOptions.SCAN_PARTITION_COLUMN);
        String column = options.get(DuckDbConnectorOptions.SCAN_INCREMENTAL_COLUMN);
        if (column.equalsIgnoreCase(ScanMode.Unbounded.ROW_ID)
                && options.getOptional(DuckDbConnectorOptions.QUERY).isPresent()) {
            throw new ValidationException(
                    "Option 'scan.incremental.column' is 'rowid', but the rows of a 'query' have no"
                            + " ids. Set it to a column whose values only grow.");
        }
        Duration interval = options.get(DuckDbConnectorOptions.SCAN_POLL_INTERVAL);
        if (interval.isZero() || interval.isNegative()) {
            throw new ValidationException(
                    "Option 'scan.poll-interval' is "
                            + interval
                            + ", but has to be more than zero.");
        }
    }

    private static void checkBounded(ReadableConfig options) {
        refuse(
                options,
                ScanBoundedMode.LATEST,
                DuckDbConnectorOptions.SCAN_STARTUP_MODE,
                DuckDbConnectorOptions.SCAN_INCREMENTAL_COLUMN,
                DuckDbConnectorOptions.SCAN_POLL_INTERVAL);
    }

    /** Refuses options that are set, but have no effect in a mode. */
    private static void refuse(
            ReadableConfig options, ScanBoundedMode mode, ConfigOption<?>... withoutEffect) {
        for (ConfigOption<?> option : withoutEffect) {
            if (options.getOptional(option).isPresent()) {
                throw new ValidationException(
                        String.format(
                                "Option '%s' has no effect while 'scan.bounded.mode' is '%s'."
                                        + " Remove the one, or change the other.",
                                option.key(), mode));
            }
        }
    }

    private static void checkPositive(
            ReadableConfig options, ConfigOption<? extends Number> option) {
        options.getOptional(option).ifPresent(value -> TableSettings.positive(option, value));
    }

    /** Hands the options to a source. */
    static void apply(ReadableConfig options, DuckDbSourceBuilder<?> builder) {
        builder.setSchema(options.get(DuckDbConnectorOptions.SCHEMA))
                .setPartitionStrategy(options.get(DuckDbConnectorOptions.SCAN_PARTITION_STRATEGY))
                .setPartitionSize(options.get(DuckDbConnectorOptions.SCAN_PARTITION_SIZE))
                .setOnChangedFile(options.get(DuckDbConnectorOptions.SCAN_ON_CHANGED_FILE))
                .setBoundedMode(options.get(DuckDbConnectorOptions.SCAN_BOUNDED_MODE))
                .setStartupMode(options.get(DuckDbConnectorOptions.SCAN_STARTUP_MODE))
                .setIncrementalColumn(options.get(DuckDbConnectorOptions.SCAN_INCREMENTAL_COLUMN))
                .setPollInterval(options.get(DuckDbConnectorOptions.SCAN_POLL_INTERVAL));
        options.getOptional(DuckDbConnectorOptions.TABLE_NAME).ifPresent(builder::setTableName);
        options.getOptional(DuckDbConnectorOptions.QUERY).ifPresent(builder::setQuery);
        options.getOptional(DuckDbConnectorOptions.SCAN_PARTITION_COLUMN)
                .ifPresent(builder::setPartitionColumn);
        options.getOptional(CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND)
                .ifPresent(builder::setMaxRecordsPerSecond);
    }
}
