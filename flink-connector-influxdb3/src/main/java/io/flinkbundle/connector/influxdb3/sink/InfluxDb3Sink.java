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

package io.flinkbundle.connector.influxdb3.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.influxdb3.InfluxDb3Lineage;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.sink.writer.InfluxDb3Writer;
import io.flinkbundle.connector.influxdb3.sink.writer.RejectedLines;
import io.flinkbundle.connector.influxdb3.sink.writer.RequestMetrics;
import io.flinkbundle.connector.influxdb3.sink.writer.RequestSender;
import io.flinkbundle.connector.influxdb3.sink.writer.RequestWindow;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.io.IOException;
import java.util.List;

/**
 * Writes points to InfluxDB 3, or to another server that takes line protocol.
 *
 * <pre>{@code
 * readings.sinkTo(
 *         InfluxDb3Sink.<Reading>builder()
 *                 .setConnection(connection)
 *                 .setSerializer(
 *                         (reading, point) ->
 *                                 point.measurement(CLIMATE)
 *                                         .tag(ROOM, reading.room())
 *                                         .field(TEMPERATURE, reading.celsius())
 *                                         .time(reading.takenAt()))
 *                 .build());
 * }</pre>
 *
 * <p>A checkpoint completes when the server has confirmed everything before it, and after a failure
 * what followed the last checkpoint is written again (at-least-once). A point that is written again
 * falls upon itself, as long as its time comes from the record.
 *
 * <p>InfluxDB 3 confirms what it has made durable, once a second, however large the request is. So
 * several requests are under way at once, and records go on being encoded meanwhile. Requests may
 * overtake each other; of two points with the same table, tags and time, either may win.
 *
 * <p>A server that cannot be reached, refuses the token, or lacks the database fails the job when
 * it starts. When it is busy or goes away later, or is away while the job is restored, the requests
 * are kept and the job waits, up to the retry timeout. A line that it refuses is told from the
 * others, which are kept.
 *
 * <p>Build one sink for each {@code sinkTo}.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class InfluxDb3Sink<T>
        implements Sink<T>, SupportsPreWriteTopology<T>, LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final PointConfig<T> points;
    private final List<String> tables;
    private final WritePathDetector writePath;
    private final RequestConfig streaming;
    private final RequestConfig bulk;

    InfluxDb3Sink(
            PointConfig<T> points,
            List<String> tables,
            WriteMode writeMode,
            RequestConfig streaming,
            RequestConfig bulk) {
        this.points = points;
        this.tables = tables;
        this.writePath = new WritePathDetector(writeMode);
        this.streaming = streaming;
        this.bulk = bulk;
    }

    /** See {@link InfluxDb3SinkBuilder} for the settings and their defaults. */
    public static <T> InfluxDb3SinkBuilder<T> builder() {
        return new InfluxDb3SinkBuilder<>();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        writePath.inspect(input, this);
        CheckpointTimeoutCheck.verify(input.getExecutionEnvironment(), streaming.retry());
        return input;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        RequestConfig requests = writePath.path().isBounded() ? bulk : streaming;
        WriteClient client = points.openClient();
        try {
            verifyServerOfFreshJob(client, context);
            RequestMetrics metrics = new RequestMetrics(context.metricGroup());
            RejectedLines rejected = new RejectedLines(points.badRecords(context, "rejected"));
            RequestSender sender =
                    new RequestSender(
                            client, requests.retry(), points.connection(), rejected, metrics);
            int subtask = context.getTaskInfo().getIndexOfThisSubtask();
            return new InfluxDb3Writer<>(
                    points.createEncoder(context),
                    new RequestWindow(
                            "influxdb3-sink-" + subtask,
                            requests.maxInFlight(),
                            points.buffers(),
                            sender::send),
                    requests,
                    rejected,
                    client,
                    context.getProcessingTimeService());
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** A job that has run before waits for its server; one that starts must not wait for ever. */
    private static void verifyServerOfFreshJob(WriteClient client, WriterInitContext context)
            throws IOException {
        if (context.getRestoredCheckpointId().isPresent()) {
            return;
        }
        try {
            client.verify();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking the server whether it takes lines.", e);
        }
    }

    @Override
    public LineageVertex getLineageVertex() {
        return InfluxDb3Lineage.sink(points.connection(), tables);
    }
}
