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

package io.flinkbundle.connector.common.options;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;

import java.time.Duration;

/**
 * The table options that mean the same in every connector of the bundle. A connector lists those
 * that it implements in its factory; its own options stand in a class of its own.
 */
@PublicEvolving
public final class CommonConnectorOptions {

    public static final ConfigOption<Integer> SCAN_PARALLELISM = FactoryUtil.SOURCE_PARALLELISM;

    public static final ConfigOption<String> SCAN_STARTUP_TIMESTAMP =
            ConfigOptions.key("scan.startup.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("scan.startup.timestamp-millis")
                    .withDescription(
                            "Where reading starts with 'scan.startup.mode' = 'timestamp': an"
                                    + " ISO-8601 instant such as '2026-01-31T12:00:00Z', or"
                                    + " milliseconds since the epoch.");

    public static final ConfigOption<String> SCAN_BOUNDED_TIMESTAMP =
            ConfigOptions.key("scan.bounded.timestamp")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("scan.bounded.timestamp-millis")
                    .withDescription(
                            "Where reading ends with 'scan.bounded.mode' = 'timestamp', in the"
                                    + " forms of 'scan.startup.timestamp'. Exclusive.");

    public static final ConfigOption<BadRecordPolicy> SCAN_ON_MALFORMED =
            ConfigOptions.key("scan.on-malformed")
                    .enumType(BadRecordPolicy.class)
                    .defaultValue(BadRecordPolicy.FAIL)
                    .withDescription(
                            "What happens to a record that cannot be read: 'fail' fails the job,"
                                    + " 'skip' counts it and goes on, 'dead-letter' also writes it"
                                    + " to 'dead-letter.path' with the reason.");

    public static final ConfigOption<Double> SCAN_MAX_RECORDS_PER_SECOND =
            ConfigOptions.key("scan.max-records-per-second")
                    .doubleType()
                    .noDefaultValue()
                    .withDescription(
                            "The highest number of records that each subtask of the source reads"
                                    + " in a second. Unlimited by default.");

    public static final ConfigOption<Integer> SINK_PARALLELISM = FactoryUtil.SINK_PARALLELISM;

    public static final ConfigOption<WriteMode> SINK_WRITE_MODE =
            ConfigOptions.key("sink.write-mode")
                    .enumType(WriteMode.class)
                    .defaultValue(WriteMode.AUTO)
                    .withDescription(
                            "An override for experts: 'auto' takes the bulk path when everything"
                                    + " that feeds the sink is bounded and the streaming path"
                                    + " otherwise; 'streaming' and 'batch' force one of them.");

    public static final ConfigOption<DeliveryGuarantee> SINK_DELIVERY_GUARANTEE =
            ConfigOptions.key("sink.delivery-guarantee")
                    .enumType(DeliveryGuarantee.class)
                    .defaultValue(DeliveryGuarantee.AT_LEAST_ONCE)
                    .withDescription(
                            "The guarantee when the job is restored after a failure:"
                                    + " 'at-least-once', or 'exactly-once' where the connector has"
                                    + " it. A guarantee that cannot be given is refused.");

    public static final ConfigOption<BadRecordPolicy> SINK_ON_REJECTED =
            ConfigOptions.key("sink.on-rejected")
                    .enumType(BadRecordPolicy.class)
                    .defaultValue(BadRecordPolicy.FAIL)
                    .withDescription(
                            "What happens to a record that the target rejects: 'fail' fails the"
                                    + " job, 'skip' counts it and goes on, 'dead-letter' also"
                                    + " writes it to 'dead-letter.path' with the reason.");

    public static final ConfigOption<String> DEAD_LETTER_PATH =
            ConfigOptions.key("dead-letter.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The folder, on any file system that Flink knows, to which bad records"
                                    + " are written as JSON lines. Required with 'dead-letter'.");

    public static final ConfigOption<Duration> SINK_RETRY_TIMEOUT =
            ConfigOptions.key("sink.retry.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription(
                            "How long one request is retried in all before the job fails. Zero"
                                    + " means without limit. Keep it below the checkpoint timeout.");

    public static final ConfigOption<Duration> SINK_RETRY_INITIAL_BACKOFF =
            ConfigOptions.key("sink.retry.initial-backoff")
                    .durationType()
                    .defaultValue(Duration.ofMillis(100))
                    .withDescription(
                            "The longest wait before the first retry; it doubles with each further"
                                    + " retry, and the real wait is drawn at random below it.");

    public static final ConfigOption<Duration> SINK_RETRY_MAX_BACKOFF =
            ConfigOptions.key("sink.retry.max-backoff")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(30))
                    .withDescription("The longest wait before any retry.");

    public static final ConfigOption<Boolean> LOOKUP_ASYNC =
            ConfigOptions.key("lookup.async")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether a lookup join goes on with other rows while it waits, so that"
                                    + " many keys are asked for together.");

    private CommonConnectorOptions() {}

    /**
     * The retry policy of a sink.
     *
     * @throws ValidationException if the values do not fit together
     */
    public static RetryPolicy retryPolicy(ReadableConfig config) {
        try {
            return RetryPolicy.of(
                    config.get(SINK_RETRY_INITIAL_BACKOFF),
                    config.get(SINK_RETRY_MAX_BACKOFF),
                    config.get(SINK_RETRY_TIMEOUT));
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "The options 'sink.retry.*' do not fit together. " + e.getMessage(), e);
        }
    }

    /**
     * What a source does with malformed records.
     *
     * @throws ValidationException if dead letters have no path
     */
    public static BadRecordHandling onMalformed(ReadableConfig config) {
        return handling(config, SCAN_ON_MALFORMED);
    }

    /**
     * What a sink does with rejected records.
     *
     * @throws ValidationException if dead letters have no path
     */
    public static BadRecordHandling onRejected(ReadableConfig config) {
        return handling(config, SINK_ON_REJECTED);
    }

    private static BadRecordHandling handling(
            ReadableConfig config, ConfigOption<BadRecordPolicy> option) {
        return switch (config.get(option)) {
            case FAIL -> BadRecordHandling.fail();
            case SKIP -> BadRecordHandling.skip();
            case DEAD_LETTER ->
                    BadRecordHandling.deadLetter(
                            config.getOptional(DEAD_LETTER_PATH)
                                    .orElseThrow(
                                            () ->
                                                    new ValidationException(
                                                            "Option '"
                                                                    + option.key()
                                                                    + "' is 'dead-letter', which"
                                                                    + " needs a folder: set"
                                                                    + " 'dead-letter.path', for"
                                                                    + " example to"
                                                                    + " 'file:///var/dead-letters'.")));
        };
    }
}
