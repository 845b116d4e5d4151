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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.ResourceNames;
import io.flinkbundle.connector.pubsub.sink.PubSubSink;
import io.flinkbundle.connector.pubsub.sink.PubSubSinkBuilder;
import io.flinkbundle.connector.pubsub.sink.PublishConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;

import java.time.Duration;
import java.util.Set;

import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_COMPRESSION;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_MESSAGE_ID_ATTRIBUTE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_REQUESTS_MAX_INFLIGHT;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.SINK_TOPIC_CREATE;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.TOPIC;

/** Reads the options of a table that is written. */
@Internal
final class SinkOptions {

    private static final Duration MAX_INTERVAL = Duration.ofDays(1);
    private static final int MAX_REQUESTS = 10_000;

    private final ReadableConfig config;
    private final OptionChecks checks;

    SinkOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** All that concern a sink alone. */
    static Set<ConfigOption<?>> all() {
        return Set.of(
                SINK_BUFFER_FLUSH_MAX_ROWS,
                SINK_BUFFER_FLUSH_MAX_SIZE,
                SINK_BUFFER_FLUSH_INTERVAL,
                SINK_REQUESTS_MAX_INFLIGHT,
                SINK_MESSAGE_ID_ATTRIBUTE,
                SINK_COMPRESSION,
                SINK_TOPIC_CREATE,
                CommonConnectorOptions.SINK_PARALLELISM,
                CommonConnectorOptions.SINK_WRITE_MODE,
                CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                CommonConnectorOptions.SINK_ON_REJECTED,
                CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF);
    }

    /**
     * The sink but for its serializer.
     *
     * @throws ValidationException if an option is wrong, or has no effect
     */
    PubSubSinkBuilder<RowData> sink() {
        new SharedOptions(config).refuseUnused();
        refuseExactlyOnce();
        PubSubConnectionOptions connection = new ConnectionOptions(config).read();
        PubSubSinkBuilder<RowData> sink =
                PubSubSink.<RowData>builder()
                        .setConnection(connection)
                        .setCompression(config.get(SINK_COMPRESSION) == CompressionType.GZIP)
                        .setCreateTopic(config.get(SINK_TOPIC_CREATE))
                        .setOnRejected(CommonConnectorOptions.onRejected(config))
                        .setWriteMode(config.get(CommonConnectorOptions.SINK_WRITE_MODE))
                        .setRetry(CommonConnectorOptions.retryPolicy(config))
                        .setMaxInFlight(
                                checks.checked(
                                        SINK_REQUESTS_MAX_INFLIGHT,
                                        requests -> requests >= 1 && requests <= MAX_REQUESTS,
                                        "from 1 to " + MAX_REQUESTS))
                        .setBufferFlushMaxRows(
                                checks.checked(
                                        SINK_BUFFER_FLUSH_MAX_ROWS,
                                        rows -> rows >= 1 && rows <= PublishConfig.MAX_ROWS,
                                        "from 1 to " + PublishConfig.MAX_ROWS))
                        .setBufferFlushInterval(
                                checks.between(
                                        SINK_BUFFER_FLUSH_INTERVAL, Duration.ZERO, MAX_INTERVAL));
        // What the user has not set may be larger if the input is bounded.
        if (checks.isSet(SINK_BUFFER_FLUSH_MAX_SIZE)) {
            sink.setBufferFlushMaxSize(
                    checks.checked(
                            SINK_BUFFER_FLUSH_MAX_SIZE,
                            size ->
                                    size.getBytes() >= 1
                                            && size.compareTo(PublishConfig.MAX_SIZE) <= 0,
                            "from 1 byte to 9 mb: Pub/Sub takes no more than 10 MB"));
        }
        config.getOptional(SINK_MESSAGE_ID_ATTRIBUTE)
                .ifPresent(
                        attribute ->
                                sink.setMessageIdAttribute(
                                        checks.checked(
                                                SINK_MESSAGE_ID_ATTRIBUTE,
                                                name -> !name.isBlank() && !name.startsWith("goog"),
                                                "a name that does not begin with 'goog'")));
        config.getOptional(TOPIC).ifPresent(topic -> sink.setTopic(fullName(topic, connection)));
        return sink;
    }

    /**
     * The full name of the topic whose schema says how rows are written.
     *
     * @throws ValidationException if there is none, or the job is to create it
     */
    String schemaTopic() {
        String reason = "'format' is 'pubsub-schema'";
        String topic = checks.required(TOPIC, reason);
        checks.checked(
                SINK_TOPIC_CREATE,
                creates -> !creates,
                "'false' where " + reason + ", as a topic that is created has no schema");
        return fullName(topic, new ConnectionOptions(config).read());
    }

    private static String fullName(String topic, PubSubConnectionOptions connection) {
        try {
            return ResourceNames.topic(topic, connection.project());
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'topic' is wrong. " + e.getMessage(), e);
        }
    }

    private void refuseExactlyOnce() {
        if (config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                != DeliveryGuarantee.AT_LEAST_ONCE) {
            throw new ValidationException(
                    "Option 'sink.delivery-guarantee' is '"
                            + config.get(CommonConnectorOptions.SINK_DELIVERY_GUARANTEE)
                            + "', but Pub/Sub has no transactions, so the sink is 'at-least-once'."
                            + " With 'sink.message-id-attribute', or an attribute that identifies"
                            + " the row, readers can tell duplicates.");
        }
    }
}
