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
import org.apache.flink.table.data.GenericRowData;

import com.google.api.gax.rpc.ClientStream;
import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The fastest way to read a subscription from Java: the stub, one stream, one thread that parses
 * and one that makes rows, acknowledgements of thousands by unary requests. Like the connector it
 * sends no deadline for a message that comes: the lease of the stream counts.
 */
@Internal
final class PullLoop implements ResponseObserver<StreamingPullResponse> {

    static final String DESCRIPTION =
            "StreamingPull by the gRPC stub of google-cloud-pubsub, one stream, into RowData in"
                    + " a thread of its own,"
                    + " acknowledged by unary requests of 2500 ids";

    private static final int IDS_OF_A_REQUEST = 2500;
    private static final int LEASE_SECONDS = 60;
    private static final long QUIET_SECONDS = 5;

    /** As much as the connector may have. */
    private static final long MAX_MESSAGES = 1_000_000;

    private static final long MAX_BYTES = 512L << 20;

    private final SubscriberStub stub;
    private final long expected;
    private final RowDigest digest = new RowDigest();

    /** Bounded by what the stream may have outstanding. */
    private final BlockingQueue<StreamingPullResponse> responses = new LinkedBlockingQueue<>();

    private volatile StreamController controller;
    private AcknowledgeRequest.Builder acknowledgements = newRequest();
    private long rows;
    private ClockReading start;
    private ClockReading end;

    /**
     * @param expected how many rows there are
     */
    PullLoop(SubscriberStub stub, long expected) {
        this.stub = stub;
        this.expected = expected;
    }

    /** Reads the rows; the check of what was read is the caller's. */
    Measurement run() throws InterruptedException, LostRowsException {
        read();
        if (rows < expected) {
            throw new LostRowsException(
                    "Expected %d rows in the subscription, read %d".formatted(expected, rows));
        }
        return start.until(end, expected);
    }

    /** Reads until there are as many rows as expected, or none come for some seconds. */
    RowDigest read() throws InterruptedException {
        ClientStream<StreamingPullRequest> requests = stub.streamingPullCallable().splitCall(this);
        requests.send(
                StreamingPullRequest.newBuilder()
                        .setSubscription(PubSubQueue.SUBSCRIPTION)
                        .setStreamAckDeadlineSeconds(LEASE_SECONDS)
                        .setMaxOutstandingMessages(MAX_MESSAGES)
                        .setMaxOutstandingBytes(MAX_BYTES)
                        .build());
        controller.request(1);
        while (rows < expected) {
            StreamingPullResponse response = responses.poll(QUIET_SECONDS, TimeUnit.SECONDS);
            if (response == null) {
                break;
            }
            take(response);
        }
        end = ClockReading.now();
        acknowledge();
        controller.cancel();
        return digest;
    }

    /** Of what was read. */
    RowDigest digest() {
        return digest;
    }

    @Override
    public void onStart(StreamController opened) {
        opened.disableAutoInboundFlowControl();
        controller = opened;
    }

    @Override
    public void onResponse(StreamingPullResponse response) {
        responses.add(response);
        controller.request(1);
    }

    private void take(StreamingPullResponse response) {
        if (start == null && response.getReceivedMessagesCount() > 0) {
            start = ClockReading.now();
        }
        for (ReceivedMessage message : response.getReceivedMessagesList()) {
            GenericRowData row =
                    GenericRowData.of((Object) message.getMessage().getData().toByteArray());
            PayloadRows.digest(row.getBinary(0), digest);
            acknowledgements.addAckIds(message.getAckId());
            if (acknowledgements.getAckIdsCount() == IDS_OF_A_REQUEST) {
                acknowledge();
            }
        }
        rows += response.getReceivedMessagesCount();
    }

    private void acknowledge() {
        if (acknowledgements.getAckIdsCount() == 0) {
            return;
        }
        stub.acknowledgeCallable().futureCall(acknowledgements.build());
        acknowledgements = newRequest();
    }

    private static AcknowledgeRequest.Builder newRequest() {
        return AcknowledgeRequest.newBuilder().setSubscription(PubSubQueue.SUBSCRIPTION);
    }

    /** That no more rows come is noticed by the one who reads. */
    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
