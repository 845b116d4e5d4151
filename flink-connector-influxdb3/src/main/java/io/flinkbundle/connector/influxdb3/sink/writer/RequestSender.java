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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.RejectedLine;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.client.WriteReply;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Brings the lines of a buffer to the server, whatever it takes: sends them again after a failure
 * that may pass, in halves where they are too many, and in ever smaller parts where one is bad and
 * the server does not say which. Lines that were stored are not sent again, except with those
 * servers: to them it does no harm.
 *
 * <p>Thread-safe: each request is one call of {@link #send}, on a thread of its own.
 */
@Internal
public final class RequestSender {

    private final WriteClient client;
    private final RetryPolicy retry;
    private final String target;
    private final RejectedLines rejectedLines;
    private final RequestMetrics metrics;
    private final ServerPause pause = new ServerPause();

    public RequestSender(
            WriteClient client,
            RetryPolicy retry,
            InfluxDb3ConnectionOptions target,
            RejectedLines rejectedLines,
            RequestMetrics metrics) {
        this.client = client;
        this.retry = retry;
        this.target = target.toString();
        this.rejectedLines = rejectedLines;
        this.metrics = metrics;
    }

    /** When this method returns, each line of the buffer is stored or rejected. */
    public void send(LineBuffer lines) throws IOException, InterruptedException {
        metrics.begun();
        try {
            metrics.skippedFields(lines.skippedFields());
            send(lines, 0, lines.lines());
        } finally {
            metrics.ended();
        }
    }

    private void send(LineBuffer lines, int from, int to) throws IOException, InterruptedException {
        WriteReply reply = deliver(lines, from, to);
        switch (reply.outcome()) {
            case STORED -> metrics.stored(to - from, lines.sizeOf(from, to));
            case STORED_IN_PART -> takeRejections(lines, from, to, reply);
            case REFUSED, TOO_LARGE -> sendInHalves(lines, from, to, reply);
        }
    }

    private void takeRejections(LineBuffer lines, int from, int to, WriteReply reply)
            throws IOException, InterruptedException {
        if (reply.rejected().stream().anyMatch(line -> line.index() >= to - from)) {
            // Numbers that are no lines of the request tell nothing.
            sendInHalves(lines, from, to, reply);
            return;
        }
        metrics.stored(to - from - reply.rejected().size(), lines.sizeOf(from, to));
        for (RejectedLine line : reply.rejected()) {
            rejectedLines.reject(line.reason(), lines.line(from + line.index()));
        }
    }

    private void sendInHalves(LineBuffer lines, int from, int to, WriteReply reply)
            throws IOException, InterruptedException {
        if (to - from == 1) {
            rejectedLines.reject(reply.reason(), lines.line(from));
            return;
        }
        int middle = (from + to) >>> 1;
        send(lines, from, middle);
        send(lines, middle, to);
    }

    private WriteReply deliver(LineBuffer lines, int from, int to)
            throws IOException, InterruptedException {
        Retrier retrier = null;
        while (true) {
            pause.await();
            long begin = System.nanoTime();
            try {
                WriteReply reply = client.write(lines, from, to);
                metrics.answered(System.nanoTime() - begin);
                return reply;
            } catch (BackpressureException e) {
                pause.extend(e.retryAfter());
                retrier = failed(retrier, to - from, e);
                retrier.backOff(e, e.retryAfter());
            } catch (RetryableIOException e) {
                retrier = failed(retrier, to - from, e);
                retrier.backOff(e);
            }
        }
    }

    private Retrier failed(Retrier retrier, int points, Exception cause) {
        metrics.failed(points, cause);
        return retrier != null ? retrier : retry.start("write " + points + " points to " + target);
    }
}
