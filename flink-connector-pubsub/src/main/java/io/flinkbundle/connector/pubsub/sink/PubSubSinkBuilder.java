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

package io.flinkbundle.connector.pubsub.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.ResourceNames;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link PubSubSink}. Connection and serializer are required, and a topic unless each
 * record names its own; the setters name the other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class PubSubSinkBuilder<T> {

    private static final MemorySize BULK_SIZE = MemorySize.ofMebiBytes(4);

    private PubSubConnectionOptions connection;
    private String topic = "";
    private PubSubSerializationSchema<T> serializer;
    private String idAttribute = "";
    private boolean compress;
    private boolean createTopic;
    private BadRecordHandling onRejected = BadRecordHandling.fail();
    private WriteMode writeMode = WriteMode.AUTO;
    private PublishConfig requests = PublishConfig.DEFAULT;
    private boolean maxSizeSet;

    PubSubSinkBuilder() {}

    /** Where Pub/Sub is. Required. */
    public PubSubSinkBuilder<T> setConnection(PubSubConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The topic, by its id or its full name. */
    public PubSubSinkBuilder<T> setTopic(String topic) {
        this.topic = checkNotNull(topic);
        return this;
    }

    /** Turns records into messages. Required. */
    public PubSubSinkBuilder<T> setSerializer(PubSubSerializationSchema<T> serializer) {
        this.serializer = checkNotNull(serializer);
        return this;
    }

    /**
     * An attribute that gets a unique id for each message, which stays the same when its request is
     * sent again; none by default. A record that is written again after a failure gets another id.
     */
    public PubSubSinkBuilder<T> setMessageIdAttribute(String attribute) {
        checkArgument(!attribute.isBlank(), "The attribute must not be blank.");
        this.idAttribute = attribute;
        return this;
    }

    /** Whether requests are compressed with gzip; they are not by default. */
    public PubSubSinkBuilder<T> setCompression(boolean compress) {
        this.compress = compress;
        return this;
    }

    /** Whether a topic that is not there is created; it is not by default, and the job fails. */
    public PubSubSinkBuilder<T> setCreateTopic(boolean createTopic) {
        this.createTopic = createTopic;
        return this;
    }

    /**
     * What becomes of records that cannot be serialized, and of messages that the service refuses;
     * the job fails by default.
     */
    public PubSubSinkBuilder<T> setOnRejected(BadRecordHandling onRejected) {
        this.onRejected = checkNotNull(onRejected);
        return this;
    }

    /** An override of what the sink finds out about its input. */
    public PubSubSinkBuilder<T> setWriteMode(WriteMode writeMode) {
        this.writeMode = checkNotNull(writeMode);
        return this;
    }

    /** Messages that are collected before they are sent; 1,000 by default and at most. */
    public PubSubSinkBuilder<T> setBufferFlushMaxRows(int maxRows) {
        requests = requests.withMaxRows(maxRows);
        return this;
    }

    /** Their size, at most 9 MiB; 1 MiB by default, 4 MiB if the input is bounded. */
    public PubSubSinkBuilder<T> setBufferFlushMaxSize(MemorySize maxSize) {
        requests = requests.withMaxSize(maxSize);
        maxSizeSet = true;
        return this;
    }

    /**
     * The longest time a message waits for its request to be sent; 50 ms by default, zero for no
     * limit. A bounded input knows no such limit.
     */
    public PubSubSinkBuilder<T> setBufferFlushInterval(Duration interval) {
        requests = requests.withInterval(interval);
        return this;
    }

    /** Requests of each subtask that wait for their answers at the same time; 8 by default. */
    public PubSubSinkBuilder<T> setMaxInFlight(int requestsInFlight) {
        requests = requests.withMaxInFlight(requestsInFlight);
        return this;
    }

    /** How long one request is tried again; five minutes by default. */
    public PubSubSinkBuilder<T> setRetry(RetryPolicy retry) {
        requests = requests.withRetry(retry);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing, or is no name of a topic
     */
    public PubSubSink<T> build() {
        checkArgument(connection != null, "Set the connection of the sink.");
        checkArgument(serializer != null, "Set the serializer of the sink.");
        String fullName = topic.isEmpty() ? "" : ResourceNames.topic(topic, connection.project());
        return new PubSubSink<>(
                new MessageConfig<>(
                        connection,
                        fullName,
                        serializer,
                        idAttribute,
                        compress,
                        createTopic,
                        onRejected),
                writeMode,
                requests,
                bulk());
    }

    private PublishConfig bulk() {
        PublishConfig bulk = requests.withInterval(Duration.ZERO);
        return maxSizeSet ? bulk : bulk.withMaxSize(BULK_SIZE);
    }
}
