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
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.pubsub.PubSubLineage;
import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PublishClient;
import io.flinkbundle.connector.pubsub.sink.writer.MessageEncoder;
import io.flinkbundle.connector.pubsub.sink.writer.PubSubWriter;
import io.flinkbundle.connector.pubsub.sink.writer.PublishMetrics;
import io.flinkbundle.connector.pubsub.sink.writer.PublishQueue;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.io.IOException;

/**
 * Publishes messages to Google Cloud Pub/Sub.
 *
 * <pre>{@code
 * orders.sinkTo(
 *         PubSubSink.<Order>builder()
 *                 .setConnection(PubSubConnectionOptions.builder().setProject("shop").build())
 *                 .setTopic("orders")
 *                 .setSerializer(PubSubSerializationSchema.data(new JsonSerializationSchema<>()))
 *                 .build());
 * }</pre>
 *
 * <p>A checkpoint completes when the service has stored everything before it, and after a failure
 * what followed the last checkpoint is published again (at-least-once). Messages with one ordering
 * key are stored in their order; others may overtake each other.
 *
 * <p>A service that cannot be reached, refuses the credentials or lacks the topic fails the job
 * when it starts. When it is busy or goes away later, or is away while the job is restored, the
 * requests are kept and the job waits, up to the retry timeout.
 *
 * <p>Build one sink for each {@code sinkTo}.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class PubSubSink<T>
        implements Sink<T>, SupportsPreWriteTopology<T>, LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final MessageConfig<T> messages;
    private final WritePathDetector writePath;
    private final PublishConfig streaming;
    private final PublishConfig bulk;

    PubSubSink(
            MessageConfig<T> messages,
            WriteMode writeMode,
            PublishConfig streaming,
            PublishConfig bulk) {
        this.messages = messages;
        this.writePath = new WritePathDetector(writeMode);
        this.streaming = streaming;
        this.bulk = bulk;
    }

    /** See {@link PubSubSinkBuilder} for the settings and their defaults. */
    public static <T> PubSubSinkBuilder<T> builder() {
        return new PubSubSinkBuilder<>();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        writePath.inspect(input, this);
        CheckpointTimeoutCheck.verify(input.getExecutionEnvironment(), streaming.retry());
        return input;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        PublishConfig config = writePath.path().isBounded() ? bulk : streaming;
        PublishClient client = messages.openClient();
        try {
            verifyTopicOfFreshJob(client, context);
            messages.openSerializer(context);
            BadRecords badRecords = messages.badRecords(context);
            MessageEncoder<T> encoder =
                    new MessageEncoder<>(
                            messages.serializer(),
                            messages.topic(),
                            messages::fullName,
                            messages.idAttribute(),
                            badRecords);
            PublishQueue queue =
                    new PublishQueue(
                            client,
                            config,
                            messages.createTopic(),
                            badRecords,
                            new PublishMetrics(context.metricGroup()),
                            context.getMailboxExecutor(),
                            context.getProcessingTimeService());
            return new PubSubWriter<>(
                    encoder, queue, config, badRecords, client, context.getProcessingTimeService());
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** A job that has run before waits for the service; one that starts must not wait for ever. */
    private void verifyTopicOfFreshJob(PublishClient client, WriterInitContext context)
            throws IOException {
        if (context.getRestoredCheckpointId().isPresent() || messages.topic().isEmpty()) {
            return;
        }
        try {
            client.verifyTopic(messages.topic());
        } catch (MissingResourceException e) {
            if (!messages.createTopic()) {
                throw new IOException(
                        e.getMessage()
                                + " Create the topic, or have it created with"
                                + " 'sink.topic.create' = 'true'.",
                        e);
            }
            client.createTopic(messages.topic());
        }
    }

    @Override
    public LineageVertex getLineageVertex() {
        return PubSubLineage.sink(messages.topics());
    }
}
