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
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The fastest way from the server's answer to rows of Flink: one thread, a parser that knows which
 * columns come in which order and that nothing is escaped.
 */
@Internal
final class JsonLinesLoop {

    static final String DESCRIPTION = "JSON lines of known columns parsed into RowData, no Flink";

    private static final String QUERY =
            "{\"db\":\"bench\",\"format\":\"jsonl\",\"q\":\"SELECT \\\"id\\\" AS a, \\\"quantity\\\""
                    + " AS b, \\\"price\\\" AS c, \\\"name\\\" AS d, \\\"time\\\" AS e FROM"
                    + " \\\"bench\\\" ORDER BY \\\"time\\\"\"}";

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int KEY_BYTES = 4;
    private static final int SECOND_BYTES = "2026-01-01T00:00:00".length();

    private final URI server;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private byte[] second = new byte[SECOND_BYTES];
    private long secondMicros;
    private int at;

    JsonLinesLoop(URI server) {
        this.server = server;
    }

    /** Reads all rows into a digest; the clock runs from the first row to the last. */
    Measurement run(long rows, RowDigest digest) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(SeriesServer.QUERY_PATH))
                        .POST(HttpRequest.BodyPublishers.ofString(QUERY))
                        .build();
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (InputStream answer =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            int filled = answer.read(buffer);
            ClockReading start = ClockReading.now();
            while (filled > 0) {
                int whole = endOfLastLine(filled);
                at = 0;
                while (at < whole) {
                    digest.add(row());
                }
                int rest = filled - whole;
                System.arraycopy(buffer, whole, buffer, 0, rest);
                int read = answer.read(buffer, rest, buffer.length - rest);
                filled = read < 0 ? 0 : rest + read;
            }
            return start.until(ClockReading.now(), rows);
        }
    }

    private int endOfLastLine(int filled) {
        int end = filled;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private GenericRowData row() {
        GenericRowData row = new GenericRowData(BenchmarkSchema.COLUMNS.size());
        at += 1 + KEY_BYTES;
        row.setField(0, whole());
        at += 1 + KEY_BYTES;
        row.setField(1, (int) whole());
        at += 1 + KEY_BYTES;
        row.setField(2, decimal());
        at += 2 + KEY_BYTES;
        row.setField(3, text());
        at += 3 + KEY_BYTES;
        row.setField(4, RowSlots.timestamp(micros()));
        at += 3;
        return row;
    }

    private long whole() {
        long value = 0;
        for (byte digit = buffer[at]; digit >= '0' && digit <= '9'; digit = buffer[++at]) {
            value = 10 * value + digit - '0';
        }
        return value;
    }

    /** Exact while the digits without the point fit a double. */
    private double decimal() {
        long digits = whole();
        if (buffer[at] != '.') {
            return digits;
        }
        int point = ++at;
        long power = 1;
        for (byte digit = buffer[at]; digit >= '0' && digit <= '9'; digit = buffer[++at]) {
            digits = 10 * digits + digit - '0';
            power *= 10;
        }
        return at == point ? digits : (double) digits / power;
    }

    private StringData text() {
        int start = at;
        while (buffer[at] != '"') {
            at++;
        }
        return StringData.fromBytes(Arrays.copyOfRange(buffer, start, at));
    }

    /** Rows come in order, so the second is mostly that of the row before. */
    private long micros() {
        int fraction = at + SECOND_BYTES;
        if (!Arrays.equals(buffer, at, fraction, second, 0, SECOND_BYTES)) {
            second = Arrays.copyOfRange(buffer, at, fraction);
            secondMicros =
                    LocalDateTime.parse(new String(second, StandardCharsets.US_ASCII))
                                    .toEpochSecond(ZoneOffset.UTC)
                            * 1_000_000L;
        }
        at = fraction + 1;
        return secondMicros + whole();
    }
}
