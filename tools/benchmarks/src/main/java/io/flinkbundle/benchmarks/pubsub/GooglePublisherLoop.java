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
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.PayloadRows;

import org.apache.flink.annotation.Internal;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.batching.FlowController;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Google's Publisher with batches as large as those of the connector. */
@Internal
final class GooglePublisherLoop {

    static final String DESCRIPTION =
            "Publisher of google-cloud-pubsub, batches of 1000 messages, 1 MB or 50 ms, bounded"
                    + " memory, every answer waited for";

    private static final long MESSAGES = 1000;
    private static final long BYTES = 1 << 20;
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final long MAX_UNDER_WAY = 20_000;
    private static final long MAX_BYTES_UNDER_WAY = 64 << 20;
    private static final long PATIENCE_SECONDS = 300;

    private GooglePublisherLoop() {}

    static Measurement run(PubSubProcess server, PayloadRows rows, long count) throws Exception {
        Publisher publisher =
                Publisher.newBuilder(PubSubQueue.TOPIC)
                        .setChannelProvider(server.channels())
                        .setCredentialsProvider(NoCredentialsProvider.create())
                        .setBatchingSettings(
                                BatchingSettings.newBuilder()
                                        .setElementCountThreshold(MESSAGES)
                                        .setRequestByteThreshold(BYTES)
                                        .setDelayThresholdDuration(DELAY)
                                        .setFlowControlSettings(
                                                FlowControlSettings.newBuilder()
                                                        .setLimitExceededBehavior(
                                                                FlowController.LimitExceededBehavior
                                                                        .Block)
                                                        .setMaxOutstandingElementCount(
                                                                MAX_UNDER_WAY)
                                                        .setMaxOutstandingRequestBytes(
                                                                MAX_BYTES_UNDER_WAY)
                                                        .build())
                                        .build())
                        .build();
        try {
            return publish(publisher, rows.payloads(), count);
        } finally {
            publisher.shutdown();
            publisher.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Measurement publish(
            Publisher publisher, PayloadRows.PayloadMaker payloads, long count)
            throws IOException, InterruptedException {
        Answers answers = new Answers(count);
        ClockReading start = ClockReading.now();
        for (long number = 0; number < count; number++) {
            ApiFuture<String> answer =
                    publisher.publish(
                            PubsubMessage.newBuilder()
                                    .setData(
                                            UnsafeByteOperations.unsafeWrap(
                                                    payloads.payload(number)))
                                    .build());
            ApiFutures.addCallback(answer, answers, MoreExecutors.directExecutor());
        }
        publisher.publishAllOutstanding();
        answers.await();
        return start.until(ClockReading.now(), count);
    }

    private static final class Answers implements ApiFutureCallback<String> {

        private final AtomicLong left;
        private final CountDownLatch complete = new CountDownLatch(1);
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        private Answers(long count) {
            this.left = new AtomicLong(count);
        }

        @Override
        public void onSuccess(String messageId) {
            if (left.decrementAndGet() == 0) {
                complete.countDown();
            }
        }

        @Override
        public void onFailure(Throwable cause) {
            failure.compareAndSet(null, cause);
            complete.countDown();
        }

        private void await() throws IOException, InterruptedException {
            if (!complete.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(left.get() + " messages are not confirmed.");
            }
            if (failure.get() != null) {
                throw new IOException("Not all messages were published.", failure.get());
            }
        }
    }
}
