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

import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionValues;
import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamTrimming;
import io.flinkbundle.connector.redis.sink.RedisStreamsSinkBuilder;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.StartupMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.DATABASE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.FIELDS_UNKNOWN;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.HOST;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.PASSWORD;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.PASSWORD_FILE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.PAYLOAD_FIELD;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.PORT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_BOUNDED_MODE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_STARTUP_MODE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SCAN_STARTUP_SPECIFIC_IDS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_EXACTLY_ONCE_MAX_BUFFER;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_ID;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_MARKER_RETENTION;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_STAGING_PATH;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_EXACT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_MAX_LEN;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_MIN_ID;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.STREAMS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.USERNAME;
import static java.util.Optional.of;

/** Reads table options, and refuses values that cannot work before the job runs. */
@Internal
final class RedisStreamsTableOptions {

    private final ReadableConfig config;

    RedisStreamsTableOptions(ReadableConfig config) {
        this.config = config;
    }

    /**
     * An option without effect is a mistake: the job would start elsewhere than its author thinks.
     */
    void refuseUnused() {
        refuseUnused(
                SCAN_STARTUP_SPECIFIC_IDS,
                config.getOptional(SCAN_STARTUP_MODE).equals(of(ScanStartupMode.SPECIFIC_IDS)),
                "'scan.startup.mode' is 'specific-ids'");
        refuseUnused(
                CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                config.getOptional(SCAN_STARTUP_MODE).equals(of(ScanStartupMode.TIMESTAMP)),
                "'scan.startup.mode' is 'timestamp'");
        refuseUnused(
                CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.TIMESTAMP,
                "'scan.bounded.mode' is 'timestamp'");
        boolean withFormat = config.getOptional(FactoryUtil.FORMAT).isPresent();
        refuseUnused(PAYLOAD_FIELD, withFormat, "'format' is set");
        refuseUnused(FIELDS_UNKNOWN, !withFormat, "'format' is not set");
        refuseUnused(
                CommonConnectorOptions.DEAD_LETTER_PATH,
                config.get(CommonConnectorOptions.SCAN_ON_MALFORMED) == BadRecordPolicy.DEAD_LETTER
                        || config.get(CommonConnectorOptions.SINK_ON_REJECTED)
                                == BadRecordPolicy.DEAD_LETTER,
                "'scan.on-malformed' or 'sink.on-rejected' is 'dead-letter'");
        refuseUnused(
                SINK_TRIM_EXACT,
                config.getOptional(SINK_TRIM_MAX_LEN).isPresent()
                        || config.getOptional(SINK_TRIM_MIN_ID).isPresent(),
                "'sink.trim.max-len' or 'sink.trim.min-id' is set");
        for (ConfigOption<?> option :
                List.of(
                        SINK_ID,
                        SINK_EXACTLY_ONCE_MAX_BUFFER,
                        SINK_STAGING_PATH,
                        SINK_MARKER_RETENTION)) {
            refuseUnused(option, isExactlyOnce(), "'sink.delivery-guarantee' is 'exactly-once'");
        }
    }

    private boolean isExactlyOnce() {
        return config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                == DeliveryGuarantee.EXACTLY_ONCE;
    }

    private void refuseUnused(ConfigOption<?> option, boolean used, String condition) {
        if (!used && config.getOptional(option).isPresent()) {
            throw new ValidationException(
                    "Option '"
                            + option.key()
                            + "' is set, but has an effect only where "
                            + condition
                            + ". Set that too, or leave '"
                            + option.key()
                            + "' out.");
        }
    }

    RedisConnectionOptions connection() {
        RedisConnectionOptions.Builder connection =
                RedisConnectionOptions.builder()
                        .setHost(
                                checked(HOST, host -> !host.isBlank(), "a host name or an address"))
                        .setPort(
                                checked(
                                        PORT,
                                        port -> port > 0 && port < 65536,
                                        "a port from 1 to 65535"))
                        .setDatabase(
                                checked(DATABASE, number -> number >= 0, "a number from 0 on"));
        Optional<Secret> password = Secret.of(config, PASSWORD, PASSWORD_FILE);
        password.ifPresent(connection::setPassword);
        config.getOptional(USERNAME).ifPresent(connection::setUsername);
        if (config.getOptional(USERNAME).isPresent() && password.isEmpty()) {
            throw new ValidationException(
                    "Option 'username' is '"
                            + config.get(USERNAME)
                            + "', but there is no password. Set 'password.file' or 'password'"
                            + " too.");
        }
        return connection.build();
    }

    List<String> streams() {
        List<String> streams = config.get(STREAMS);
        Set<String> distinct = new LinkedHashSet<>(streams);
        if (streams.isEmpty() || streams.stream().anyMatch(String::isBlank)) {
            throw invalid(STREAMS, streams, "at least one key; keys are separated by ';'");
        }
        if (distinct.size() < streams.size()) {
            throw invalid(STREAMS, streams, "each key once");
        }
        return streams;
    }

    BoundedMode boundedMode() {
        return switch (config.get(SCAN_BOUNDED_MODE)) {
            case UNBOUNDED -> BoundedMode.unbounded();
            case LATEST -> BoundedMode.latest();
            case TIMESTAMP ->
                    BoundedMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                                    SCAN_BOUNDED_MODE));
        };
    }

    StartupMode startupMode() {
        ScanStartupMode byDefault =
                config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.UNBOUNDED
                        ? ScanStartupMode.LATEST
                        : ScanStartupMode.EARLIEST;
        return switch (config.getOptional(SCAN_STARTUP_MODE).orElse(byDefault)) {
            case EARLIEST -> StartupMode.earliest();
            case LATEST -> StartupMode.latest();
            case TIMESTAMP ->
                    StartupMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                                    SCAN_STARTUP_MODE));
            case SPECIFIC_IDS -> StartupMode.specificIds(specificIds());
        };
    }

    private Map<String, StreamId> specificIds() {
        List<String> pairs = config.getOptional(SCAN_STARTUP_SPECIFIC_IDS).orElse(List.of());
        Map<String, StreamId> ids = new HashMap<>();
        for (String pair : pairs) {
            // A key may contain '=', an id cannot.
            int split = pair.lastIndexOf('=');
            if (split < 1) {
                throw invalid(SCAN_STARTUP_SPECIFIC_IDS, pairs, "pairs 'key=id'");
            }
            try {
                ids.put(pair.substring(0, split), StreamId.parse(pair.substring(split + 1)));
            } catch (IllegalArgumentException e) {
                throw new ValidationException(
                        "Option '" + SCAN_STARTUP_SPECIFIC_IDS.key() + "': " + e.getMessage(), e);
            }
        }
        if (!ids.keySet().equals(Set.copyOf(streams()))) {
            throw new ValidationException(
                    "Option 'scan.startup.mode' is 'specific-ids', and '"
                            + SCAN_STARTUP_SPECIFIC_IDS.key()
                            + "' names the streams "
                            + ids.keySet()
                            + ", but 'streams' are "
                            + streams()
                            + ". Give one id for each stream; 0-0 reads from the beginning.");
        }
        return ids;
    }

    /** What each append removes. */
    StreamTrimming trimming() {
        Optional<Long> maxLength = config.getOptional(SINK_TRIM_MAX_LEN);
        Optional<String> minId = config.getOptional(SINK_TRIM_MIN_ID);
        if (maxLength.isPresent() && minId.isPresent()) {
            throw new ValidationException(
                    "Options '"
                            + SINK_TRIM_MAX_LEN.key()
                            + "' and '"
                            + SINK_TRIM_MIN_ID.key()
                            + "' exclude each other: an append of Redis trims in one way only."
                            + " Leave one of them out.");
        }
        StreamTrimming trimming;
        try {
            trimming =
                    maxLength
                            .map(StreamTrimming::maxLength)
                            .or(() -> minId.map(StreamId::parse).map(StreamTrimming::minId))
                            .orElse(StreamTrimming.none());
        } catch (IllegalArgumentException e) {
            ConfigOption<?> wrong = maxLength.isPresent() ? SINK_TRIM_MAX_LEN : SINK_TRIM_MIN_ID;
            throw new ValidationException(
                    "Option '" + wrong.key() + "' is wrong. " + e.getMessage(), e);
        }
        return config.get(SINK_TRIM_EXACT) ? trimming.exactly() : trimming;
    }

    /**
     * Gives a sink its guarantee, and what belongs to it.
     *
     * @param table the identifier of the table in Flink
     */
    void configureGuarantee(RedisStreamsSinkBuilder<?> sink, String table) {
        try {
            sink.setDeliveryGuarantee(config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE))
                    .setSinkId(config.getOptional(SINK_ID).orElse(table))
                    .setExactlyOnceMaxBuffer(config.get(SINK_EXACTLY_ONCE_MAX_BUFFER))
                    .setMarkerRetention(config.get(SINK_MARKER_RETENTION));
            config.getOptional(SINK_STAGING_PATH).ifPresent(sink::setStagingPath);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "An option of the table's sink is wrong. " + e.getMessage(), e);
        }
    }

    /** The value of an option with a default, at least 1. */
    int atLeastOne(ConfigOption<Integer> option) {
        return checked(option, value -> value >= 1, "at least 1");
    }

    /** The value of an option with a default, at least one byte. */
    MemorySize notEmpty(ConfigOption<MemorySize> option) {
        return checked(option, size -> size.getBytes() >= 1, "at least 1 byte");
    }

    /** The value of an option with a default, from {@code min} to {@code max}. */
    Duration between(ConfigOption<Duration> option, Duration min, Duration max) {
        return checked(
                option,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                "from " + min.toMillis() + " ms to " + max.toMillis() + " ms");
    }

    /** The rate limit, if there is one. */
    Optional<Double> maxRecordsPerSecond() {
        ConfigOption<Double> option = CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND;
        Optional<Double> rate = config.getOptional(option);
        rate.ifPresent(
                value -> {
                    if (!(value > 0)) {
                        throw invalid(option, value, "a number above 0");
                    }
                });
        return rate;
    }

    private <T> T checked(ConfigOption<T> option, Predicate<T> valid, String expected) {
        T value = config.get(option);
        if (!valid.test(value)) {
            throw invalid(option, value, expected);
        }
        return value;
    }

    private static ValidationException invalid(
            ConfigOption<?> option, Object value, String expected) {
        return new ValidationException(
                "Option '" + option.key() + "' is '" + value + "', but must be " + expected + ".");
    }
}
