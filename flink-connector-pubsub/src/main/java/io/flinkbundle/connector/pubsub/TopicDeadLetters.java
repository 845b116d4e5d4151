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

package io.flinkbundle.connector.pubsub;

import io.flinkbundle.connector.common.deadletter.DeadLetter;
import io.flinkbundle.connector.common.deadletter.DeadLetterTarget;
import io.flinkbundle.connector.common.deadletter.DeadLetterWriter;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.pubsub.client.GrpcPublishClient;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubErrors;
import io.flinkbundle.connector.pubsub.client.PublishClient;
import io.flinkbundle.connector.pubsub.client.ResourceNames;

import org.apache.flink.annotation.PublicEvolving;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Publishes dead letters to a topic: the data of a message as it came, with the attributes {@code
 * connector}, {@code subtask}, {@code time} and {@code reason}.
 *
 * <pre>{@code
 * source.setOnMalformed(BadRecordHandling.deadLetter(
 *         TopicDeadLetters.to(connection, "orders-malformed", retryPolicy)));
 * }</pre>
 *
 * <p>The topic must be there. Immutable.
 */
@PublicEvolving
public final class TopicDeadLetters implements DeadLetterTarget {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(TopicDeadLetters.class);

    /** What an attribute may have. */
    private static final int MAX_REASON = 1000;

    private final PubSubConnectionOptions connection;
    private final String topic;
    private final RetryPolicy retry;

    private TopicDeadLetters(PubSubConnectionOptions connection, String topic, RetryPolicy retry) {
        this.connection = connection;
        this.topic = topic;
        this.retry = retry;
    }

    /**
     * @param topic its id or its full name
     * @param retry how long a service that is away is waited for
     * @throws IllegalArgumentException if it is no name of a topic
     */
    public static TopicDeadLetters to(
            PubSubConnectionOptions connection, String topic, RetryPolicy retry) {
        return new TopicDeadLetters(
                connection, ResourceNames.topic(topic, connection.project()), retry);
    }

    @Override
    public DeadLetterWriter open(String connector, int subtask) {
        return new Writer();
    }

    private final class Writer implements DeadLetterWriter {

        private static final int MAX_BUFFERED = 100;
        private static final long MAX_BUFFERED_BYTES = 5_000_000;

        private List<PubsubMessage> buffered = new ArrayList<>();
        private long bufferedBytes;

        @Override
        public void write(DeadLetter letter) throws IOException {
            String reason =
                    letter.reason().substring(0, Math.min(letter.reason().length(), MAX_REASON));
            if (bufferedBytes + letter.payload().length > MAX_BUFFERED_BYTES
                    || buffered.size() == MAX_BUFFERED) {
                commit();
            }
            buffered.add(
                    PubsubMessage.newBuilder()
                            .setData(ByteString.copyFrom(letter.payload()))
                            .putAttributes("connector", letter.connector())
                            .putAttributes("subtask", Integer.toString(letter.subtask()))
                            .putAttributes("time", letter.time().toString())
                            .putAttributes("reason", ascii(reason))
                            .build());
            bufferedBytes += letter.payload().length;
        }

        /** An attribute is limited in bytes, not in characters. */
        private static String ascii(String text) {
            return text.replaceAll("[^\\x20-\\x7e]", "?");
        }

        @Override
        public void commit() throws IOException {
            publish(true);
        }

        /** Connects each time: bad records are rare. */
        private void publish(boolean patient) throws IOException {
            if (buffered.isEmpty()) {
                return;
            }
            Retrier retrier = retry.start("publish dead letters to " + topic);
            try (PublishClient client = new GrpcPublishClient(connection, false)) {
                PublishRequest request =
                        PublishRequest.newBuilder()
                                .setTopic(topic)
                                .addAllMessages(buffered)
                                .build();
                while (!buffered.isEmpty()) {
                    CompletableFuture<IOException> answer = new CompletableFuture<>();
                    client.publish(request, answer::complete);
                    IOException failure = answer.get();
                    if (failure == null) {
                        buffered = new ArrayList<>();
                        bufferedBytes = 0;
                    } else if (patient && PubSubErrors.mayPass(failure)) {
                        retrier.backOff(failure, PubSubErrors.wait(failure));
                    } else {
                        throw failure;
                    }
                }
            } catch (ExecutionException e) {
                throw new IOException("Could not publish dead letters to " + topic + ".", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(
                        "Interrupted while publishing dead letters to " + topic + ".");
            }
        }

        /**
         * The end of a job without checkpoints is the only moment to write; one attempt, because
         * this may as well be the end of a job whose service is away.
         */
        @Override
        public void close() {
            try {
                publish(false);
            } catch (IOException e) {
                LOG.warn(
                        "{} dead letters could not be published to {} at the end. What no"
                                + " checkpoint holds is read again.",
                        buffered.size(),
                        topic,
                        e);
            }
        }
    }
}
