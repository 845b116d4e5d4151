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

package io.flinkbundle.connector.redis.sink;

import io.flinkbundle.connector.common.deadletter.DeadLetter;
import io.flinkbundle.connector.common.deadletter.DeadLetterTarget;
import io.flinkbundle.connector.common.deadletter.DeadLetterWriter;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.AppendResult;
import io.flinkbundle.connector.redis.client.AppendTarget;
import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamWriterConnection;

import org.apache.flink.annotation.PublicEvolving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps dead letters in a stream: entries with the fields {@code time}, {@code connector}, {@code
 * subtask}, {@code reason} and {@code record}.
 *
 * <pre>{@code
 * sink.setOnRejected(BadRecordHandling.deadLetter(
 *         StreamDeadLetters.to(connection, "orders-rejected", retryPolicy)));
 * }</pre>
 *
 * <p>A server that is away is waited for within the retry policy. Immutable.
 */
@PublicEvolving
public final class StreamDeadLetters implements DeadLetterTarget {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(StreamDeadLetters.class);

    private final RedisStreamsClient client;
    private final String stream;
    private final RetryPolicy retry;

    StreamDeadLetters(RedisStreamsClient client, String stream, RetryPolicy retry) {
        this.client = client;
        this.stream = stream;
        this.retry = retry;
    }

    /**
     * @param stream the key of the stream; it is created where it is missing
     * @param retry how long a server that is away is waited for
     */
    public static StreamDeadLetters to(
            RedisConnectionOptions connection, String stream, RetryPolicy retry) {
        return new StreamDeadLetters(new JedisStreamsClient(connection), stream, retry);
    }

    @Override
    public DeadLetterWriter open(String connector, int subtask) {
        return new Writer();
    }

    private final class Writer implements DeadLetterWriter {

        private static final int MAX_BUFFERED = 1000;

        private final AppendTarget target = new AppendTarget(stream, AppendOptions.DEFAULT);
        private List<StreamAppend> buffered = new ArrayList<>();

        @Override
        public void write(DeadLetter letter) throws IOException {
            buffered.add(
                    target.append(
                            List.of(
                                    utf8("time"),
                                    utf8(letter.time().toString()),
                                    utf8("connector"),
                                    utf8(letter.connector()),
                                    utf8("subtask"),
                                    utf8(Integer.toString(letter.subtask())),
                                    utf8("reason"),
                                    utf8(letter.reason()),
                                    utf8("record"),
                                    letter.payload())));
            if (buffered.size() >= MAX_BUFFERED) {
                commit();
            }
        }

        /** Connects for as long as it takes: bad records are rare. */
        @Override
        public void commit() throws IOException {
            Retrier retrier = retry.start("write dead letters to stream '" + stream + "'");
            while (!buffered.isEmpty()) {
                try {
                    append();
                } catch (RedisUnavailableException e) {
                    backOff(retrier, e);
                }
            }
        }

        private void append() throws IOException {
            try (StreamWriterConnection connection = client.openWriter()) {
                AppendResult result = connection.append(buffered);
                if (!result.rejections().isEmpty()) {
                    throw result.rejections().get(0).reason();
                }
                buffered = new ArrayList<>(result.unacknowledged());
                if (result.failure().isPresent()) {
                    throw result.failure().get();
                }
            }
        }

        private void backOff(Retrier retrier, RedisUnavailableException cause) throws IOException {
            try {
                retrier.backOff(cause);
            } catch (InterruptedException e) {
                throw Interruption.of("Interrupted while waiting to write dead letters.", e);
            }
        }

        /**
         * The end of a job without checkpoints is the only moment to write; one attempt, because
         * this may as well be the end of a job whose server is away.
         */
        @Override
        public void close() {
            try {
                while (!buffered.isEmpty()) {
                    append();
                }
            } catch (IOException e) {
                LOG.warn(
                        "{} dead letters could not be written to stream '{}' at the end. What no"
                                + " checkpoint holds is read again.",
                        buffered.size(),
                        stream,
                        e);
            }
        }

        private byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
