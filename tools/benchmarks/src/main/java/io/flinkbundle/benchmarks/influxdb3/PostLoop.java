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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/**
 * Writes rows without Flink: one thread makes the lines, others compress and post them, each with
 * one request under way.
 */
@Internal
final class PostLoop implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final int GZIP_CHUNK = 1 << 16;

    private final LineRows rows;
    private final URI target;
    private final int rowsPerRequest;
    private final int inFlight;
    private final ExecutorService posting;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param server where to write
     * @param rowsPerRequest how many lines are posted at once
     * @param inFlight how many requests wait for their answer at most
     */
    PostLoop(LineRows rows, URI server, int rowsPerRequest, int inFlight) {
        this.rows = rows;
        this.target =
                server.resolve(
                        KeepingServer.WRITE_PATH
                                + "?db=bench&precision=microsecond&accept_partial=true");
        this.rowsPerRequest = rowsPerRequest;
        this.inFlight = inFlight;
        this.posting = Executors.newFixedThreadPool(inFlight);
    }

    /** Writes the rows 0 to {@code count} - 1 and waits for every answer. */
    Measurement run(long count) throws Exception {
        ClockReading start = ClockReading.now();
        Queue<byte[]> free = new ArrayDeque<>();
        for (int i = 0; i <= inFlight; i++) {
            free.add(new byte[LineRows.capacity(rowsPerRequest)]);
        }
        Queue<Future<byte[]>> underWay = new ArrayDeque<>();
        for (long next = 0; next < count; next += rowsPerRequest) {
            if (underWay.size() == inFlight) {
                free.add(answered(underWay));
            }
            byte[] buffer = free.remove();
            int length = encode(next, Math.min(next + rowsPerRequest, count), buffer);
            underWay.add(posting.submit(() -> post(buffer, length)));
        }
        while (!underWay.isEmpty()) {
            answered(underWay);
        }
        return start.until(ClockReading.now(), count);
    }

    private static byte[] answered(Queue<Future<byte[]>> underWay)
            throws ExecutionException, InterruptedException {
        return underWay.remove().get();
    }

    private int encode(long from, long to, byte[] buffer) {
        int length = 0;
        for (long id = from; id < to; id++) {
            length = rows.write(id, buffer, length);
        }
        return length;
    }

    private byte[] post(byte[] lines, int length) throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                client.send(
                        HttpRequest.newBuilder(target)
                                .header("Content-Encoding", "gzip")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                compressed(lines, length)))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != NO_CONTENT) {
            throw new IOException("The server answered " + answer.statusCode());
        }
        return lines;
    }

    private static byte[] compressed(byte[] lines, int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2);
        try (GZIPOutputStream gzip = new FastGzip(packed)) {
            gzip.write(lines, 0, length);
        }
        return packed.toByteArray();
    }

    /** Level 1, which is the sink's default, can only be set from inside. */
    private static final class FastGzip extends GZIPOutputStream {

        private FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, GZIP_CHUNK);
            def.setLevel(1);
        }
    }

    @Override
    public void close() {
        posting.shutdownNow();
    }
}
