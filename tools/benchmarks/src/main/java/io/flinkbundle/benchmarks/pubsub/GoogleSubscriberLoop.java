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

package io.flinkbundle.benchmarks.pubsub;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.PayloadRows;
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.PubsubMessage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What most readers do: Google's Subscriber, which acknowledges each message as it comes. */
@Internal
final class GoogleSubscriberLoop implements MessageReceiver {

    static final String NAME = "Google's Subscriber";

    /** As many as the connector may have. */
    private static final long MAX_MESSAGES = 1_000_000;

    private static final long MAX_BYTES = 512L << 20;
    private static final long PATIENCE_SECONDS = 120;

    private final long expected;
    private final RowDigest digest = new RowDigest();
    private final CountDownLatch complete = new CountDownLatch(1);
    private long rows;
    private ClockReading start;
    private ClockReading end;

    private GoogleSubscriberLoop(long expected) {
        this.expected = expected;
    }

    static Measurement run(PubSubProcess server, RowDigest expectedDigest, long rows)
            throws Exception {
        GoogleSubscriberLoop loop = new GoogleSubscriberLoop(rows);
        Subscriber subscriber =
                Subscriber.newBuilder(PubSubQueue.SUBSCRIPTION, loop)
                        .setChannelProvider(server.channels())
                        .setCredentialsProvider(NoCredentialsProvider.create())
                        .setFlowControlSettings(
                                FlowControlSettings.newBuilder()
                                        .setMaxOutstandingElementCount(MAX_MESSAGES)
                                        .setMaxOutstandingRequestBytes(MAX_BYTES)
                                        .build())
                        .build();
        subscriber.startAsync().awaitRunning();
        try {
            if (!loop.complete.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new LostRowsException(
                        "Expected %d rows in the subscription, read %d"
                                .formatted(rows, loop.rows()));
            }
        } finally {
            subscriber.stopAsync().awaitTerminated();
        }
        return loop.checked(expectedDigest);
    }

    private synchronized long rows() {
        return rows;
    }

    private synchronized Measurement checked(RowDigest expectedDigest) throws LostRowsException {
        LostRowsException.check("the subscription", expectedDigest, digest);
        return start.until(end, expected);
    }

    /** Called by several threads. */
    @Override
    public void receiveMessage(PubsubMessage message, AckReplyConsumer reply) {
        byte[] payload = message.getData().toByteArray();
        synchronized (this) {
            if (rows++ == 0) {
                start = ClockReading.now();
            }
            PayloadRows.digest(payload, digest);
            if (rows == expected) {
                end = ClockReading.now();
                complete.countDown();
            }
        }
        reply.ack();
    }
}
