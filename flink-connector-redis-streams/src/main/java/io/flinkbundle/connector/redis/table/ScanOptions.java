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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.options.OptionValues;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisMode;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.AbstractSourceBuilder;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSource;
import io.flinkbundle.connector.redis.source.RedisStreamsGroupSourceBuilder;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.RedisStreamsSourceBuilder;
import io.flinkbundle.connector.redis.source.StartupMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.GROUP_CLAIM_MIN_IDLE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.GROUP_CONSUMER_PREFIX;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.GROUP_ID;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.GROUP_MAX_PENDING;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BATCH_SIZE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BLOCK_TIMEOUT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BOUNDED_DURATION;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BOUNDED_IDLE_TIMEOUT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BOUNDED_MODE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BOUNDED_SPECIFIC_IDS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_MODE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_ON_DATA_LOSS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_PROGRESS_GROUP;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_READ_FROM;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_STARTUP_MODE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_STARTUP_SPECIFIC_IDS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_STREAM_DISCOVERY_INTERVAL;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_TRIM_AFTER_CHECKPOINT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.STREAMS_PATTERN;

/** Reads the options of a table that is read. */
@Internal
final class ScanOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    ScanOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** See {@link OptionChecks#refuseUnused}. */
    void refuseUnused() {
        refuseUnlessStartup(SCAN_STARTUP_SPECIFIC_IDS, ScanStartupMode.SPECIFIC_IDS);
        refuseUnlessStartup(
                CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP, ScanStartupMode.TIMESTAMP);
        refuseUnlessBounded(
                CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP, ScanBoundedMode.TIMESTAMP);
        refuseUnlessBounded(SCAN_BOUNDED_SPECIFIC_IDS, ScanBoundedMode.SPECIFIC_IDS);
        refuseUnlessBounded(SCAN_BOUNDED_DURATION, ScanBoundedMode.DURATION);
        refuseUnlessBounded(SCAN_BOUNDED_IDLE_TIMEOUT, ScanBoundedMode.IDLE);
        checks.refuseUnused(
                SCAN_STREAM_DISCOVERY_INTERVAL,
                checks.isSet(STREAMS_PATTERN),
                "'streams.pattern' is set");
        checks.refuseUnused(
                SCAN_READ_FROM,
                config.get(RedisServerOptions.MODE) != RedisMode.STANDALONE,
                "'mode' is 'sentinel' or 'cluster'");
        for (ConfigOption<?> option :
                List.of(GROUP_ID, GROUP_CONSUMER_PREFIX, GROUP_CLAIM_MIN_IDLE, GROUP_MAX_PENDING)) {
            checks.refuseUnused(option, isGroup(), "'scan.mode' is 'consumer-group'");
        }
        for (ConfigOption<?> option :
                List.of(
                        SCAN_ON_DATA_LOSS,
                        SCAN_READ_FROM,
                        SCAN_PROGRESS_GROUP,
                        SCAN_TRIM_AFTER_CHECKPOINT)) {
            checks.refuseUnused(option, !isGroup(), "'scan.mode' is 'offsets'");
        }
    }

    private boolean isGroup() {
        return config.get(SCAN_MODE) == ScanMode.CONSUMER_GROUP;
    }

    private void refuseUnlessStartup(ConfigOption<?> option, ScanStartupMode mode) {
        checks.refuseUnused(
                option,
                config.getOptional(SCAN_STARTUP_MODE).equals(Optional.of(mode)),
                "'scan.startup.mode' is '" + mode + "'");
    }

    private void refuseUnlessBounded(ConfigOption<?> option, ScanBoundedMode mode) {
        checks.refuseUnused(
                option,
                config.get(SCAN_BOUNDED_MODE) == mode,
                "'scan.bounded.mode' is '" + mode + "'");
    }

    /**
     * Makes the source, once it is known what becomes of entries.
     *
     * @param streams the listed streams; not asked for where there is a pattern
     */
    Function<RedisStreamsDeserializationSchema<RowData>, Source<RowData, ?, ?>> source(
            RedisConnectionOptions connection, Supplier<List<String>> streams) {
        return isGroup() ? group(connection, streams) : offsets(connection, streams);
    }

    private Function<RedisStreamsDeserializationSchema<RowData>, Source<RowData, ?, ?>> offsets(
            RedisConnectionOptions connection, Supplier<List<String>> streams) {
        RedisStreamsSourceBuilder<RowData> source = RedisStreamsSource.builder();
        configure(source, connection, streams);
        source.setOnDataLoss(config.get(SCAN_ON_DATA_LOSS))
                .setReadFrom(config.get(SCAN_READ_FROM))
                .setTrimAfterCheckpoint(config.get(SCAN_TRIM_AFTER_CHECKPOINT));
        if (checks.isSet(SCAN_PROGRESS_GROUP)) {
            source.setProgressGroup(named(SCAN_PROGRESS_GROUP));
        }
        return deserializer -> source.setDeserializer(deserializer).build();
    }

    private Function<RedisStreamsDeserializationSchema<RowData>, Source<RowData, ?, ?>> group(
            RedisConnectionOptions connection, Supplier<List<String>> streams) {
        ScanBoundedMode end = config.get(SCAN_BOUNDED_MODE);
        if (end != ScanBoundedMode.UNBOUNDED && end != ScanBoundedMode.IDLE) {
            throw OptionChecks.invalid(
                    SCAN_BOUNDED_MODE,
                    end,
                    "'unbounded' or 'idle' where 'scan.mode' is 'consumer-group': a member of a"
                            + " group does not know what others were given");
        }
        checks.required(GROUP_ID, "'scan.mode' is 'consumer-group'");
        RedisStreamsGroupSourceBuilder<RowData> source = RedisStreamsGroupSource.builder();
        configure(source, connection, streams);
        source.setGroupId(named(GROUP_ID))
                .setConsumerPrefix(named(GROUP_CONSUMER_PREFIX))
                .setClaimMinIdle(
                        checks.between(
                                GROUP_CLAIM_MIN_IDLE, Duration.ofMillis(1), Duration.ofDays(365)))
                .setMaxPending(checks.atLeastOne(GROUP_MAX_PENDING));
        return deserializer -> source.setDeserializer(deserializer).build();
    }

    private String named(ConfigOption<String> option) {
        return checks.checked(option, name -> !name.isBlank(), "a name");
    }

    private void configure(
            AbstractSourceBuilder<RowData, ?> source,
            RedisConnectionOptions connection,
            Supplier<List<String>> streams) {
        source.setConnection(connection);
        if (checks.isSet(STREAMS_PATTERN)) {
            source.setStreamPattern(
                    checks.checked(STREAMS_PATTERN, pattern -> !pattern.isEmpty(), "a pattern"),
                    checks.between(
                            SCAN_STREAM_DISCOVERY_INTERVAL,
                            Duration.ofMillis(1),
                            Duration.ofDays(1)));
            refuseIdsOfAPattern();
        } else {
            source.setStreams(streams.get());
        }
        source.setStartupMode(startupMode(streams));
        source.setBoundedMode(boundedMode(streams));
        source.setBlockTimeout(
                checks.between(
                        SCAN_BLOCK_TIMEOUT,
                        Duration.ofMillis(1),
                        AbstractSourceBuilder.MAX_BLOCK_TIMEOUT));
        source.setBatchSize(checks.atLeastOne(SCAN_BATCH_SIZE));
        source.setOnMalformed(new BadRecordOptions(config, connection).onMalformed());
        maxRecordsPerSecond().ifPresent(source::setMaxRecordsPerSecond);
    }

    private void refuseIdsOfAPattern() {
        String remedy = "'streams' or 'topic' names the streams";
        checks.refuseUnused(SCAN_STARTUP_SPECIFIC_IDS, false, remedy);
        checks.refuseUnused(SCAN_BOUNDED_SPECIFIC_IDS, false, remedy);
    }

    private BoundedMode boundedMode(Supplier<List<String>> streams) {
        ScanBoundedMode mode = config.get(SCAN_BOUNDED_MODE);
        String reason = "'scan.bounded.mode' is '" + mode + "'";
        return switch (mode) {
            case UNBOUNDED -> BoundedMode.unbounded();
            case LATEST -> BoundedMode.latest();
            case TIMESTAMP ->
                    BoundedMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                                    SCAN_BOUNDED_MODE));
            case SPECIFIC_IDS ->
                    BoundedMode.specificIds(ids(SCAN_BOUNDED_SPECIFIC_IDS, reason, streams));
            case DURATION -> BoundedMode.duration(aboveZero(SCAN_BOUNDED_DURATION, reason));
            case IDLE -> BoundedMode.idle(aboveZero(SCAN_BOUNDED_IDLE_TIMEOUT, reason));
        };
    }

    private Duration aboveZero(ConfigOption<Duration> option, String reason) {
        checks.required(option, reason);
        return checks.checked(
                option, value -> !value.isNegative() && !value.isZero(), "a time above 0");
    }

    private StartupMode startupMode(Supplier<List<String>> streams) {
        ScanStartupMode mode = config.getOptional(SCAN_STARTUP_MODE).orElse(defaultStartupMode());
        if (mode == ScanStartupMode.GROUP_OFFSETS && !isGroup()) {
            throw OptionChecks.invalid(
                    SCAN_STARTUP_MODE, mode, "another one where 'scan.mode' is 'offsets'");
        }
        return switch (mode) {
            // The group is asked by the server; this is where a missing one begins.
            case GROUP_OFFSETS -> StartupMode.earliest();
            case EARLIEST -> StartupMode.earliest();
            case LATEST -> StartupMode.latest();
            case TIMESTAMP ->
                    StartupMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                                    SCAN_STARTUP_MODE));
            case SPECIFIC_IDS ->
                    StartupMode.specificIds(
                            ids(
                                    SCAN_STARTUP_SPECIFIC_IDS,
                                    "'scan.startup.mode' is '" + mode + "'",
                                    streams));
        };
    }

    private ScanStartupMode defaultStartupMode() {
        if (isGroup()) {
            return ScanStartupMode.GROUP_OFFSETS;
        }
        return config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.UNBOUNDED
                ? ScanStartupMode.LATEST
                : ScanStartupMode.EARLIEST;
    }

    private Map<String, StreamId> ids(
            ConfigOption<List<String>> option, String reason, Supplier<List<String>> streams) {
        List<String> pairs = checks.required(option, reason);
        Map<String, StreamId> ids = new HashMap<>();
        for (String pair : pairs) {
            // A key may contain '=', an id cannot.
            int split = pair.lastIndexOf('=');
            if (split < 1) {
                throw OptionChecks.invalid(option, pairs, "pairs 'key=id'");
            }
            try {
                ids.put(pair.substring(0, split), StreamId.parse(pair.substring(split + 1)));
            } catch (IllegalArgumentException e) {
                throw new ValidationException(
                        "Option '" + option.key() + "': " + e.getMessage(), e);
            }
        }
        if (!ids.keySet().equals(Set.copyOf(streams.get()))) {
            throw new ValidationException(
                    "Option '"
                            + option.key()
                            + "' names the streams "
                            + ids.keySet()
                            + ", but the table reads "
                            + streams.get()
                            + ". Give one id for each stream; 0-0 stands before the first entry.");
        }
        return ids;
    }

    /** The rate limit, if there is one. */
    private Optional<Double> maxRecordsPerSecond() {
        ConfigOption<Double> option = CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND;
        return checks.isSet(option)
                ? Optional.of(checks.checked(option, rate -> rate > 0, "a number above 0"))
                : Optional.empty();
    }
}
