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
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_MAX_STREAMS;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SCAN_SNAPSHOT_TIME;

/** Reads the options of a table that is read. */
@Internal
final class ScanOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    ScanOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a source alone. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                SCAN_SNAPSHOT_TIME, SCAN_MAX_STREAMS, CommonConnectorOptions.SCAN_PARALLELISM);
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
                        .setTable(TableOptions.read(config));
        config.getOptional(SCAN_SNAPSHOT_TIME)
                .ifPresent(value -> source.setSnapshotTime(instant(value)));
        config.getOptional(SCAN_MAX_STREAMS)
                .ifPresent(streams -> source.setMaxStreams(checks.atLeastOne(SCAN_MAX_STREAMS)));
        return source;
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
