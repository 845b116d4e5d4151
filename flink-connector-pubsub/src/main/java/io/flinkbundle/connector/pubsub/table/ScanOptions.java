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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.common.options.OptionValues;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.TopicDeadLetters;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.ResourceNames;
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.BoundedMode;
import io.flinkbundle.connector.pubsub.source.PubSubSource;
import io.flinkbundle.connector.pubsub.source.PubSubSourceBuilder;
import io.flinkbundle.connector.pubsub.source.RestoreSeek;
import io.flinkbundle.connector.pubsub.source.StartupMode;
import io.flinkbundle.connector.pubsub.table.schema.SchemaTopics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.TOPIC;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_ACK_MODE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_BATCH_ACKNOWLEDGE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_BOUNDED_IDLE_TIMEOUT;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_BOUNDED_MAX_MESSAGES;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_BOUNDED_MODE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_DEAD_LETTER_TOPIC;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_DELIVERY_GUARANTEE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_LEASE_EXTENSION;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_MAX_OUTSTANDING_MESSAGES;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_MAX_OUTSTANDING_SIZE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_RESTORE_SEEK;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_STARTUP_MODE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_STARTUP_SNAPSHOT;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_STREAMS_PER_READER;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_SUBSCRIPTION_CREATE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_SUBSCRIPTION_FILTER;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_SUBSCRIPTION_TEMPORARY;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SCAN_TIMESTAMP_ATTRIBUTE;
import static io.flinkbundle.connector.pubsub.table.PubSubSourceOptions.SUBSCRIPTION;

/** Reads the options of a table that is read. */
@Internal
final class ScanOptions {

    private static final int MAX_STREAMS = 100;

    /** Dead letters are rare, and a checkpoint waits for them. */
    private static final RetryPolicy DEAD_LETTER_RETRY =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final ReadableConfig config;
    private final OptionChecks checks;

    ScanOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a source alone. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                SUBSCRIPTION,
                SCAN_SUBSCRIPTION_CREATE,
                SCAN_SUBSCRIPTION_TEMPORARY,
                SCAN_SUBSCRIPTION_FILTER,
                SCAN_STARTUP_MODE,
                SCAN_STARTUP_SNAPSHOT,
                SCAN_RESTORE_SEEK,
                SCAN_BOUNDED_MODE,
                SCAN_BOUNDED_MAX_MESSAGES,
                SCAN_BOUNDED_IDLE_TIMEOUT,
                SCAN_ACK_MODE,
                SCAN_DELIVERY_GUARANTEE,
                SCAN_BATCH_ACKNOWLEDGE,
                SCAN_MAX_OUTSTANDING_MESSAGES,
                SCAN_MAX_OUTSTANDING_SIZE,
                SCAN_LEASE_EXTENSION,
                SCAN_STREAMS_PER_READER,
                SCAN_TIMESTAMP_ATTRIBUTE,
                SCAN_DEAD_LETTER_TOPIC,
                CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                CommonConnectorOptions.SCAN_PARALLELISM,
                CommonConnectorOptions.SCAN_ON_MALFORMED,
                CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND);
    }

    /**
     * @throws ValidationException if an option is wrong, or has no effect
     */
    void check() {
        refuseUnused();
        source();
    }

    /** The source but for its deserializer, and for when it acknowledges. */
    PubSubSourceBuilder<RowData> source() {
        PubSubConnectionOptions connection = new ConnectionOptions(config).read();
        PubSubSourceBuilder<RowData> source =
                PubSubSource.<RowData>builder()
                        .setConnection(connection)
                        .setDeliveryGuarantee(config.get(SCAN_DELIVERY_GUARANTEE))
                        .setStartupMode(startupMode(connection.project()))
                        .setBoundedMode(boundedMode())
                        .setRestoreSeek(config.get(SCAN_RESTORE_SEEK))
                        .setIdleTimeout(
                                checks.between(
                                        SCAN_BOUNDED_IDLE_TIMEOUT,
                                        Duration.ofMillis(1),
                                        Duration.ofDays(1)))
                        .setMaxOutstandingMessages(
                                checks.checked(
                                        SCAN_MAX_OUTSTANDING_MESSAGES,
                                        messages -> messages >= 1,
                                        "at least 1"))
                        .setMaxOutstandingSize(checks.notEmpty(SCAN_MAX_OUTSTANDING_SIZE))
                        .setLeaseExtension(
                                checks.between(
                                        SCAN_LEASE_EXTENSION,
                                        PubSubSourceBuilder.MIN_LEASE,
                                        PubSubSourceBuilder.MAX_LEASE))
                        .setStreamsPerReader(
                                checks.checked(
                                        SCAN_STREAMS_PER_READER,
                                        streams -> streams >= 1 && streams <= MAX_STREAMS,
                                        "from 1 to " + MAX_STREAMS))
                        .setOnMalformed(onMalformed(connection));
        subscription(source, connection);
        if (checks.isSet(SCAN_TIMESTAMP_ATTRIBUTE)) {
            source.setTimestampAttribute(
                    checks.checked(
                            SCAN_TIMESTAMP_ATTRIBUTE,
                            name -> !name.isBlank(),
                            "the name of an attribute"));
        }
        if (checks.isSet(CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND)) {
            source.setMaxRecordsPerSecond(
                    checks.checked(
                            CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND,
                            rate -> rate > 0,
                            "a number above 0"));
        }
        return source;
    }

    private void refuseUnused() {
        ScanStartupMode start = config.get(SCAN_STARTUP_MODE);
        ScanBoundedMode end = config.get(SCAN_BOUNDED_MODE);
        checks.refuseUnused(
                CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                start == ScanStartupMode.TIMESTAMP,
                "'scan.startup.mode' is 'timestamp'");
        checks.refuseUnused(
                SCAN_STARTUP_SNAPSHOT,
                start == ScanStartupMode.SNAPSHOT,
                "'scan.startup.mode' is 'snapshot'");
        checks.refuseUnused(
                CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                end == ScanBoundedMode.TIMESTAMP,
                "'scan.bounded.mode' is 'timestamp'");
        checks.refuseUnused(
                SCAN_BOUNDED_MAX_MESSAGES,
                end == ScanBoundedMode.MAX_MESSAGES,
                "'scan.bounded.mode' is 'max-messages'");
        checks.refuseUnused(
                SCAN_BOUNDED_IDLE_TIMEOUT,
                end == ScanBoundedMode.LATEST
                        || end == ScanBoundedMode.TIMESTAMP
                        || end == ScanBoundedMode.IDLE,
                "'scan.bounded.mode' is 'latest', 'timestamp' or 'idle'");
        boolean creates = config.get(SCAN_SUBSCRIPTION_CREATE);
        for (ConfigOption<?> option :
                List.of(SCAN_SUBSCRIPTION_TEMPORARY, SCAN_SUBSCRIPTION_FILTER)) {
            checks.refuseUnused(option, creates, "'scan.subscription.create' is 'true'");
        }
        checks.refuseUnused(
                SCAN_DEAD_LETTER_TOPIC,
                config.get(CommonConnectorOptions.SCAN_ON_MALFORMED) == BadRecordPolicy.DEAD_LETTER,
                "'scan.on-malformed' is 'dead-letter'");
        if (config.get(SCAN_DELIVERY_GUARANTEE) != DeliveryGuarantee.AT_LEAST_ONCE) {
            checkExactlyOnce();
        }
        new SharedOptions(config).refuseUnused();
    }

    private void checkExactlyOnce() {
        checks.checked(
                SCAN_DELIVERY_GUARANTEE,
                guarantee -> guarantee == DeliveryGuarantee.EXACTLY_ONCE,
                "'at-least-once' or 'exactly-once'");
        String reason = " where 'scan.delivery-guarantee' is 'exactly-once'";
        checks.checked(
                SCAN_ACK_MODE, mode -> mode == AckMode.ON_CHECKPOINT, "'on-checkpoint'" + reason);
        checks.checked(
                SCAN_BOUNDED_MODE,
                mode -> mode == ScanBoundedMode.UNBOUNDED,
                "'unbounded'" + reason);
        checks.checked(SCAN_RESTORE_SEEK, seek -> seek == RestoreSeek.NONE, "'none'" + reason);
    }

    private void subscription(
            PubSubSourceBuilder<RowData> source, PubSubConnectionOptions connection) {
        Optional<String> project = connection.project();
        boolean creates = config.get(SCAN_SUBSCRIPTION_CREATE);
        boolean temporary = config.get(SCAN_SUBSCRIPTION_TEMPORARY);
        List<String> names = config.getOptional(SUBSCRIPTION).orElse(List.of());
        if (creates) {
            String topic = checks.required(TOPIC, "'scan.subscription.create' is 'true'");
            source.setCreateSubscription(
                            named(TOPIC, topic, name -> ResourceNames.topic(name, project)))
                    .setTemporarySubscription(temporary);
            config.getOptional(SCAN_SUBSCRIPTION_FILTER).ifPresent(source::setSubscriptionFilter);
        }
        if (names.isEmpty() && !(creates && temporary)) {
            throw new ValidationException(
                    "Option 'subscription' is missing: it says what is read. Only a subscription"
                            + " for this job alone needs none: set 'scan.subscription.create' and"
                            + " 'scan.subscription.temporary' to 'true'.");
        }
        if (!names.isEmpty()) {
            source.setSubscriptions(fullNames(names, project));
        }
        if (names.size() > 1 && (creates || isLimited())) {
            throw OptionChecks.invalid(
                    SUBSCRIPTION,
                    String.join(";", names),
                    "one subscription where 'scan.subscription.create' is 'true' or"
                            + " 'scan.bounded.mode' is 'max-messages'");
        }
    }

    /** Whose schemas say how messages are read, where they do. */
    SchemaTopics schemaTopics() {
        Optional<String> project = new ConnectionOptions(config).read().project();
        return new SchemaTopics(
                fullNames(config.getOptional(SUBSCRIPTION).orElse(List.of()), project),
                config.getOptional(TOPIC)
                        .map(
                                topic ->
                                        named(
                                                TOPIC,
                                                topic,
                                                name -> ResourceNames.topic(name, project)))
                        .orElse(""));
    }

    private boolean isLimited() {
        return config.get(SCAN_BOUNDED_MODE) == ScanBoundedMode.MAX_MESSAGES;
    }

    private static List<String> fullNames(List<String> names, Optional<String> project) {
        List<String> full =
                names.stream()
                        .map(
                                each ->
                                        named(
                                                SUBSCRIPTION,
                                                each,
                                                name -> ResourceNames.subscription(name, project)))
                        .toList();
        if (Set.copyOf(full).size() < full.size()) {
            throw OptionChecks.invalid(SUBSCRIPTION, String.join(";", names), "without repetition");
        }
        return full;
    }

    private static String named(
            ConfigOption<?> option, String name, UnaryOperator<String> resolution) {
        try {
            return resolution.apply(name);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "Option '" + option.key() + "' is wrong. " + e.getMessage(), e);
        }
    }

    private StartupMode startupMode(Optional<String> project) {
        ScanStartupMode mode = config.get(SCAN_STARTUP_MODE);
        return switch (mode) {
            case SUBSCRIPTION -> StartupMode.subscription();
            case EARLIEST -> StartupMode.earliest();
            case LATEST -> StartupMode.latest();
            case TIMESTAMP ->
                    StartupMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                                    SCAN_STARTUP_MODE));
            case SNAPSHOT ->
                    StartupMode.snapshot(
                            named(
                                    SCAN_STARTUP_SNAPSHOT,
                                    checks.required(
                                            SCAN_STARTUP_SNAPSHOT,
                                            "'scan.startup.mode' is 'snapshot'"),
                                    name -> ResourceNames.snapshot(name, project)));
        };
    }

    private BoundedMode boundedMode() {
        ScanBoundedMode mode = config.get(SCAN_BOUNDED_MODE);
        return switch (mode) {
            case UNBOUNDED -> BoundedMode.unbounded();
            case LATEST -> BoundedMode.latest();
            case TIMESTAMP ->
                    BoundedMode.timestamp(
                            OptionValues.timestamp(
                                    config,
                                    CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                                    SCAN_BOUNDED_MODE));
            case MAX_MESSAGES -> {
                checks.required(SCAN_BOUNDED_MAX_MESSAGES, "'scan.bounded.mode' is 'max-messages'");
                yield BoundedMode.maxMessages(
                        checks.checked(
                                SCAN_BOUNDED_MAX_MESSAGES, count -> count >= 1, "at least 1"));
            }
            case IDLE -> BoundedMode.idle();
        };
    }

    private BadRecordHandling onMalformed(PubSubConnectionOptions connection) {
        if (!checks.isSet(SCAN_DEAD_LETTER_TOPIC)) {
            return CommonConnectorOptions.onMalformed(config);
        }
        if (checks.isSet(CommonConnectorOptions.DEAD_LETTER_PATH)) {
            throw new ValidationException(
                    "Set 'dead-letter.path' or 'scan.dead-letter-topic', not both.");
        }
        return BadRecordHandling.deadLetter(
                TopicDeadLetters.to(
                        connection,
                        named(
                                SCAN_DEAD_LETTER_TOPIC,
                                config.get(SCAN_DEAD_LETTER_TOPIC),
                                name -> ResourceNames.topic(name, connection.project())),
                        DEAD_LETTER_RETRY));
    }
}
