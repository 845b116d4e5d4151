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
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamTopic;
import io.flinkbundle.connector.redis.client.StreamTrimming;
import io.flinkbundle.connector.redis.sink.RedisStreamsSinkBuilder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.DEAD_LETTER_STREAM;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.FIELDS_UNKNOWN;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.KEY_FIELD;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.KEY_FIELDS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.KEY_FORMAT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.PAYLOAD_FIELD;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_EXACTLY_ONCE_MAX_BUFFER;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_ID;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_MARKER_RETENTION;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_STAGING_PATH;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_EXACT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_LIMIT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_MAX_LEN;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_TRIM_MIN_ID;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_WAIT_REPLICAS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.SINK_WAIT_TIMEOUT;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.STREAMS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.STREAMS_PATTERN;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.TOPIC;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.TOPIC_PARTITIONS;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.VALUE_FIELDS_INCLUDE;
import static io.flinkbundle.connector.redis.table.RedisStreamsConnectorOptions.VALUE_FORMAT;

/** Reads table options, and refuses values that cannot work before the job runs. */
@Internal
final class RedisStreamsTableOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    RedisStreamsTableOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /**
     * An option without effect is a mistake: the job would start elsewhere than its author thinks.
     */
    void refuseUnused() {
        new ScanOptions(config).refuseUnused();
        checks.refuseUnused(TOPIC_PARTITIONS, checks.isSet(TOPIC), "'topic' is set");
        checks.refuseUnused(
                KEY_FIELDS,
                checks.isSet(TOPIC) || checks.isSet(KEY_FORMAT),
                "'topic' or 'key.format' is set");
        checks.refuseUnused(KEY_FIELD, checks.isSet(KEY_FORMAT), "'key.format' is set");
        checks.refuseUnused(VALUE_FIELDS_INCLUDE, checks.isSet(KEY_FORMAT), "'key.format' is set");
        if (checks.isSet(FactoryUtil.FORMAT) && checks.isSet(VALUE_FORMAT)) {
            throw new ValidationException(
                    "Options 'format' and 'value.format' are two names of one option. Set one.");
        }
        checks.refuseUnused(KEY_FORMAT, isWithFormat(), "'format' is set");
        boolean withFormat = isWithFormat();
        checks.refuseUnused(PAYLOAD_FIELD, withFormat, "'format' is set");
        checks.refuseUnused(FIELDS_UNKNOWN, !withFormat, "'format' is not set");
        boolean withDeadLetters =
                config.get(CommonConnectorOptions.SCAN_ON_MALFORMED) == BadRecordPolicy.DEAD_LETTER
                        || config.get(CommonConnectorOptions.SINK_ON_REJECTED)
                                == BadRecordPolicy.DEAD_LETTER;
        for (ConfigOption<?> option :
                List.of(CommonConnectorOptions.DEAD_LETTER_PATH, DEAD_LETTER_STREAM)) {
            checks.refuseUnused(
                    option,
                    withDeadLetters,
                    "'scan.on-malformed' or 'sink.on-rejected' is 'dead-letter'");
        }
        checks.refuseUnused(
                SINK_WAIT_TIMEOUT,
                config.get(SINK_WAIT_REPLICAS) > 0,
                "'sink.wait.replicas' is above 0");
        checks.refuseUnused(
                SINK_TRIM_LIMIT,
                (checks.isSet(SINK_TRIM_MAX_LEN) || checks.isSet(SINK_TRIM_MIN_ID))
                        && !config.get(SINK_TRIM_EXACT),
                "'sink.trim.max-len' or 'sink.trim.min-id' is set and 'sink.trim.exact' is not");
        checks.refuseUnused(
                SINK_TRIM_EXACT,
                config.getOptional(SINK_TRIM_MAX_LEN).isPresent()
                        || config.getOptional(SINK_TRIM_MIN_ID).isPresent(),
                "'sink.trim.max-len' or 'sink.trim.min-id' is set");
        checks.refuseUnused(
                SINK_BUFFER_FLUSH_INTERVAL,
                !isExactlyOnce(),
                "'sink.delivery-guarantee' is 'at-least-once'");
        for (ConfigOption<?> option :
                List.of(
                        SINK_ID,
                        SINK_EXACTLY_ONCE_MAX_BUFFER,
                        SINK_STAGING_PATH,
                        SINK_MARKER_RETENTION)) {
            checks.refuseUnused(
                    option, isExactlyOnce(), "'sink.delivery-guarantee' is 'exactly-once'");
        }
    }

    private boolean isExactlyOnce() {
        return config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                == DeliveryGuarantee.EXACTLY_ONCE;
    }

    /** The keys of the streams, where they are listed or make up a topic. */
    List<String> streams() {
        chooseOne();
        if (checks.isSet(TOPIC)) {
            return StreamTopic.streams(config.get(TOPIC), partitions());
        }
        List<String> streams = config.get(STREAMS);
        Set<String> distinct = new LinkedHashSet<>(streams);
        if (streams.isEmpty() || streams.stream().anyMatch(String::isBlank)) {
            throw OptionChecks.invalid(
                    STREAMS, streams, "at least one key; keys are separated by ';'");
        }
        if (distinct.size() < streams.size()) {
            throw OptionChecks.invalid(STREAMS, streams, "each key once");
        }
        return streams;
    }

    private int partitions() {
        checks.required(TOPIC_PARTITIONS, "'topic' is set");
        return checks.atLeastOne(TOPIC_PARTITIONS);
    }

    /** Exactly one option says which streams are meant. */
    void chooseOne() {
        List<String> set =
                Stream.of(STREAMS, TOPIC, STREAMS_PATTERN)
                        .filter(checks::isSet)
                        .map(ConfigOption::key)
                        .toList();
        if (set.size() != 1) {
            throw new ValidationException(
                    "Set one of the options 'streams', 'topic' with 'topic.partitions', and"
                            + " 'streams.pattern' (to read only), "
                            + (set.isEmpty() ? "none is set." : "not " + set + "."));
        }
    }

    private boolean isWithFormat() {
        return checks.isSet(FactoryUtil.FORMAT) || checks.isSet(VALUE_FORMAT);
    }

    /**
     * How the key stands in an entry.
     *
     * @param columns those of the table that are no metadata
     */
    <F> Optional<KeyLayout<F>> keyLayout(List<String> columns, Optional<F> format) {
        if (format.isEmpty()) {
            return Optional.empty();
        }
        checks.required(KEY_FIELDS, "'key.format' is set");
        KeyLayout<F> layout =
                new KeyLayout<>(
                        keyFields(columns),
                        checks.checked(
                                KEY_FIELD,
                                name -> !name.equals(config.get(PAYLOAD_FIELD)),
                                "another one than 'payload-field'"),
                        config.get(VALUE_FIELDS_INCLUDE) == ValueFields.ALL,
                        format.get());
        if (!layout.inValueToo() && layout.fields().size() == columns.size()) {
            throw OptionChecks.invalid(
                    VALUE_FIELDS_INCLUDE,
                    config.get(VALUE_FIELDS_INCLUDE),
                    "'ALL' where all columns are in the key");
        }
        return Optional.of(layout);
    }

    /**
     * The columns of the key; none where none are set.
     *
     * @param columns those of the table that are no metadata
     */
    List<String> keyFields(List<String> columns) {
        List<String> key = config.getOptional(KEY_FIELDS).orElse(List.of());
        if (!columns.containsAll(key) || Set.copyOf(key).size() < key.size()) {
            throw OptionChecks.invalid(
                    KEY_FIELDS, key, "columns of the table, each once; they are " + columns);
        }
        return key;
    }

    /** The columns that decide on the stream of a row. */
    List<String> partitionKey(List<String> columns) {
        return checks.isSet(TOPIC) ? keyFields(columns) : List.of();
    }

    /** Sets where a table is written to. */
    void configureTargets(RedisStreamsSinkBuilder<?> sink) {
        if (checks.isSet(TOPIC)) {
            chooseOne();
            sink.setTopic(config.get(TOPIC), partitions());
        } else {
            sink.setStreams(targetStreams());
        }
    }

    private List<String> targetStreams() {
        if (checks.isSet(STREAMS_PATTERN)) {
            throw new ValidationException(
                    "Option 'streams.pattern' is for reading. Set 'streams' or 'topic' to write.");
        }
        return streams();
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
        return config.get(SINK_TRIM_EXACT) ? trimming.exactly() : limited(trimming);
    }

    private StreamTrimming limited(StreamTrimming trimming) {
        return checks.isSet(SINK_TRIM_LIMIT)
                ? trimming.limit(
                        checks.checked(SINK_TRIM_LIMIT, limit -> limit >= 0, "a number from 0 on"))
                : trimming;
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
                    .setMarkerRetention(config.get(SINK_MARKER_RETENTION))
                    .setWaitForReplicas(
                            checks.checked(SINK_WAIT_REPLICAS, number -> number >= 0, "0 or more"),
                            checks.between(
                                    SINK_WAIT_TIMEOUT,
                                    Duration.ofMillis(1),
                                    ReplicaWait.MAX_TIMEOUT));
            config.getOptional(SINK_STAGING_PATH).ifPresent(sink::setStagingPath);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "An option of the table's sink is wrong. " + e.getMessage(), e);
        }
    }
}
