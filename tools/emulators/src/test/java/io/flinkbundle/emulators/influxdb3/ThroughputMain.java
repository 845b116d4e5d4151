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

package io.flinkbundle.emulators.influxdb3;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How fast the emulator takes lines and gives rows: arguments are the lines of a round, the rounds,
 * and {@code discard} to keep no points. Lines have two tags, four fields and about 95 bytes, and
 * come in requests of 10,000, four at a time.
 */
public final class ThroughputMain {

    private static final int LINES_PER_REQUEST = 10_000;
    private static final int IN_FLIGHT = 4;
    private static final int BODIES = 20;

    private ThroughputMain() {}

    public static void main(String[] args) throws Exception {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        boolean discard = args.length > 2 && args[2].equals("discard");
        try (InfluxDb3Emulator emulator =
                InfluxDb3Emulator.builder().discardPoints(discard).start()) {
            for (int round = 1; round <= rounds; round++) {
                long cpu = cpuNanos();
                long start = System.nanoTime();
                write(emulator, "r" + round, lines);
                double seconds = (System.nanoTime() - start) / 1e9;
                double cpuSeconds = (cpuNanos() - cpu) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %,.0f lines/s, %,.0f lines for each second of CPU%n",
                        round,
                        lines / seconds,
                        lines / cpuSeconds);
                if (!discard) {
                    read(emulator, "r" + round, lines);
                }
            }
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(InfluxDb3Emulator emulator, String table, int lines)
            throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore window = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        byte[][] bodies = new byte[BODIES][];
        int requests = lines / LINES_PER_REQUEST;
        for (int request = 0; request < requests; request++) {
            byte[] body = body(bodies, table, request);
            window.acquire();
            client.sendAsync(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    emulator.url()
                                                            + "/api/v3/write_lp?db=db&precision=ns"))
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .whenComplete(
                            (response, error) -> {
                                if (error != null || response.statusCode() != 204) {
                                    failed.incrementAndGet();
                                }
                                window.release();
                            });
        }
        window.acquire(IN_FLIGHT);
        if (failed.get() > 0 || emulator.pointsWritten("db", table) != lines) {
            throw new IllegalStateException(
                    failed
                            + " requests failed, "
                            + emulator.pointsWritten("db", table)
                            + " points");
        }
    }

    /**
     * Bodies are made once and get other times by their digits, so that they cost nothing to make.
     */
    private static byte[] body(byte[][] bodies, String table, int request) {
        int slot = request % BODIES;
        if (bodies[slot] == null) {
            bodies[slot] = lines(table).getBytes(UTF_8);
        }
        byte[] body = bodies[slot].clone();
        byte[] digits = String.format(Locale.ROOT, "%08d", request).getBytes(UTF_8);
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                System.arraycopy(digits, 0, body, i - 13, 8);
            }
        }
        return body;
    }

    private static String lines(String table) {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES_PER_REQUEST; i++) {
            lines.append(table)
                    .append(",host=server")
                    .append(i % 100)
                    .append(",region=eu-west usage=")
                    .append(random.nextInt(10_000) / 100.0)
                    .append(",idle=")
                    .append(random.nextInt(10_000) / 100.0)
                    .append(",count=")
                    .append(random.nextInt(100_000))
                    .append("i,ok=true 170000")
                    .append(String.format(Locale.ROOT, "%08d%05d", 0, i))
                    .append('\n');
        }
        return lines.toString();
    }

    private static void read(InfluxDb3Emulator emulator, String table, int lines) throws Exception {
        URI uri =
                URI.create(
                        emulator.url()
                                + "/api/v3/query_sql?db=db&format=jsonl&q="
                                + URLEncoder.encode("SELECT * FROM " + table, UTF_8));
        long cpu = cpuNanos();
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        long rows = 0;
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = response.body()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    rows += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        if (rows != lines) {
            throw new IllegalStateException("Read " + rows + " of " + lines + " rows.");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "         %,.0f rows/s in JSON lines, %,.0f MB/s, %,.0f rows for each second of CPU%n",
                rows / seconds,
                bytes / seconds / 1e6,
                rows / ((cpuNanos() - cpu) / 1e9));
    }
}
