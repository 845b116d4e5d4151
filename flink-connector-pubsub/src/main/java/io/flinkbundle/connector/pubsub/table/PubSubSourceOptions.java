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

import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.RestoreSeek;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

import java.time.Duration;
import java.util.List;

/** The options of the connector {@code pubsub} that concern its source. */
@PublicEvolving
public final class PubSubSourceOptions {

    public static final ConfigOption<List<String>> SUBSCRIPTION =
            ConfigOptions.key("subscription")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The subscription, as its id or as"
                                    + " 'projects/{project}/subscriptions/{id}', or several,"
                                    + " separated by ';'. Required for a source, unless a temporary"
                                    + " one is created.");

    public static final ConfigOption<Boolean> SCAN_SUBSCRIPTION_CREATE =
            ConfigOptions.key("scan.subscription.create")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether a subscription that is not there is created, at 'topic' and"
                                    + " with message ordering.");

    public static final ConfigOption<Boolean> SCAN_SUBSCRIPTION_TEMPORARY =
            ConfigOptions.key("scan.subscription.temporary")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether the subscription that is created is for this job alone. It"
                                    + " needs no name, and the service removes it when it has not"
                                    + " been used for a day.");

    public static final ConfigOption<String> SCAN_SUBSCRIPTION_FILTER =
            ConfigOptions.key("scan.subscription.filter")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Which messages the subscription has that is created, in the filter"
                                    + " language of Pub/Sub, for example 'attributes.kind = \"a\"'.");

    public static final ConfigOption<ScanStartupMode> SCAN_STARTUP_MODE =
            ConfigOptions.key("scan.startup.mode")
                    .enumType(ScanStartupMode.class)
                    .defaultValue(ScanStartupMode.SUBSCRIPTION)
                    .withDescription(
                            "Where reading begins without a checkpoint: 'subscription' where the"
                                    + " subscription stands, 'earliest' with what is retained,"
                                    + " 'latest' after the start of the job, 'timestamp' at"
                                    + " 'scan.startup.timestamp', 'snapshot' at"
                                    + " 'scan.startup.snapshot'. All but the first move the"
                                    + " subscription, once and for everybody.");

    public static final ConfigOption<String> SCAN_STARTUP_SNAPSHOT =
            ConfigOptions.key("scan.startup.snapshot")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.startup.mode' = 'snapshot': the snapshot, as its id or as"
                                    + " 'projects/{project}/snapshots/{id}'.");

    public static final ConfigOption<RestoreSeek> SCAN_RESTORE_SEEK =
            ConfigOptions.key("scan.restore.seek")
                    .enumType(RestoreSeek.class)
                    .defaultValue(RestoreSeek.NONE)
                    .withDescription(
                            "Whether a job that starts from a checkpoint or a savepoint moves its"
                                    + " subscriptions back: 'none', or 'checkpoint-time' so that"
                                    + " messages come again that were acknowledged since. It moves"
                                    + " them for everybody, repeats messages that the checkpoint"
                                    + " holds, and needs a subscription that retains acknowledged"
                                    + " messages, or a topic with a retention.");

    public static final ConfigOption<ScanBoundedMode> SCAN_BOUNDED_MODE =
            ConfigOptions.key("scan.bounded.mode")
                    .enumType(ScanBoundedMode.class)
                    .defaultValue(ScanBoundedMode.UNBOUNDED)
                    .withDescription(
                            "Where reading ends: 'unbounded' never, 'latest' with what was"
                                    + " published before the job first started, 'timestamp' with"
                                    + " what was published before 'scan.bounded.timestamp',"
                                    + " 'max-messages' after 'scan.bounded.max-messages', 'idle'"
                                    + " when nothing comes. Pub/Sub does not tell when nothing is"
                                    + " left: 'latest', 'timestamp' and 'idle' end when no message"
                                    + " has come for 'scan.bounded.idle-timeout'.");

    public static final ConfigOption<Long> SCAN_BOUNDED_MAX_MESSAGES =
            ConfigOptions.key("scan.bounded.max-messages")
                    .longType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.bounded.mode' = 'max-messages': how many messages are read,"
                                    + " from one subscription and by one subtask.");

    public static final ConfigOption<Duration> SCAN_BOUNDED_IDLE_TIMEOUT =
            ConfigOptions.key("scan.bounded.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription(
                            "How long no message has come when a bounded read ends. Messages that"
                                    + " somebody else holds come only when they are given back: set"
                                    + " it above the leases of other readers.");

    public static final ConfigOption<DeliveryGuarantee> SCAN_DELIVERY_GUARANTEE =
            ConfigOptions.key("scan.delivery-guarantee")
                    .enumType(DeliveryGuarantee.class)
                    .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
                    .withDescription(
                            "'at-least-once', or 'exactly-once' for messages that count once in"
                                    + " Flink's state: for unbounded reads with checkpoints, of a"
                                    + " subscription with exactly-once delivery. It counts by the"
                                    + " id of the service: what a publisher sends twice has two.");

    public static final ConfigOption<AckMode> SCAN_ACK_MODE =
            ConfigOptions.key("scan.ack-mode")
                    .enumType(AckMode.class)
                    .defaultValue(AckMode.ON_CHECKPOINT)
                    .withDescription(
                            "When a streaming job acknowledges messages: 'on-checkpoint' when a"
                                    + " checkpoint is complete that covers them, 'on-emit' when"
                                    + " they were read, which loses messages when the job fails,"
                                    + " 'none' never.");

    public static final ConfigOption<BatchAcknowledge> SCAN_BATCH_ACKNOWLEDGE =
            ConfigOptions.key("scan.batch.acknowledge")
                    .enumType(BatchAcknowledge.class)
                    .defaultValue(BatchAcknowledge.NEVER)
                    .withDescription(
                            "When a batch job, which has no checkpoints, acknowledges messages:"
                                    + " 'never', so that they stay in the subscription, or"
                                    + " 'on-read', which loses messages when the job fails.");

    public static final ConfigOption<Long> SCAN_MAX_OUTSTANDING_MESSAGES =
            ConfigOptions.key("scan.max-outstanding-messages")
                    .longType()
                    .defaultValue(100_000L)
                    .withDescription(
                            "How many messages of each subtask may be received and not"
                                    + " acknowledged: no more are read between two checkpoints.");

    public static final ConfigOption<MemorySize> SCAN_MAX_OUTSTANDING_SIZE =
            ConfigOptions.key("scan.max-outstanding-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "How large those messages may be together; with it, how much memory"
                                    + " messages take that wait to be processed.");

    public static final ConfigOption<Duration> SCAN_LEASE_EXTENSION =
            ConfigOptions.key("scan.lease-extension")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(60))
                    .withDescription(
                            "How long a message is leased each time, 10 to 600 s. It is leased"
                                    + " again and again until it is acknowledged; after a crash it"
                                    + " comes again when its lease has passed.");

    public static final ConfigOption<Integer> SCAN_STREAMS_PER_READER =
            ConfigOptions.key("scan.streams-per-reader")
                    .intType()
                    .defaultValue(1)
                    .withDescription(
                            "How many streams each subtask opens for each subscription. The service"
                                    + " sends about 10 MB a second through one.");

    public static final ConfigOption<String> SCAN_TIMESTAMP_ATTRIBUTE =
            ConfigOptions.key("scan.timestamp-attribute")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "An attribute that holds the time of a record for SOURCE_WATERMARK()"
                                    + " and the metadata column 'timestamp', as an ISO-8601 instant"
                                    + " or in milliseconds since the epoch. By default, and where a"
                                    + " message lacks it, that is the time of publication.");

    public static final ConfigOption<String> SCAN_DEAD_LETTER_TOPIC =
            ConfigOptions.key("scan.dead-letter-topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'scan.on-malformed' = 'dead-letter': the topic to which malformed"
                                    + " messages are published, in place of 'dead-letter.path'.");

    private PubSubSourceOptions() {}
}
