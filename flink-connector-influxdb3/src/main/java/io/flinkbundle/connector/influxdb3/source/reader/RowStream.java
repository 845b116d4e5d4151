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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.influxdb3.client.ResultBytes;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The rows of a query, in batches of as many as have come. One thread reads. */
@Internal
final class RowStream implements AutoCloseable {

    private static final int BATCH_BYTES = 256 * 1024;
    private static final int MOST_BYTES_OF_A_ROW = 256 << 20;

    /** Parsers look a few bytes ahead. */
    private static final int SLACK = 16;

    private final ResultBytes bytes;
    private final RowParser parser;
    private final LongConsumer received;

    private byte[] rest = new byte[0];
    private boolean ended;

    /**
     * @param received is told how many bytes have come
     */
    RowStream(ResultBytes bytes, RowParser parser, LongConsumer received) {
        this.bytes = bytes;
        this.parser = parser;
        this.received = received;
    }

    /** Whether all rows have come out. */
    boolean isEnded() {
        return ended;
    }

    /** Waits for rows. Nothing when it was woken up, or all rows have come out. */
    Optional<RowBatch> next() throws IOException, InterruptedException {
        byte[] buffer = new byte[Math.max(BATCH_BYTES, 2 * rest.length) + SLACK];
        System.arraycopy(rest, 0, buffer, 0, rest.length);
        int length = rest.length;
        int whole = 0;
        while (whole == 0 || length < buffer.length - SLACK && bytes.isReady()) {
            if (length == buffer.length - SLACK) {
                buffer = grown(buffer);
            }
            int count = bytes.read(buffer, length, buffer.length - SLACK - length);
            if (count == ResultBytes.END) {
                ended = true;
                return lastRows(buffer, length);
            }
            if (count == ResultBytes.WOKEN_UP) {
                break;
            }
            received.accept(count);
            whole = Math.max(whole, endOfLastLine(buffer, length, length + count));
            length += count;
        }
        rest = Arrays.copyOfRange(buffer, whole, length);
        return whole == 0 ? Optional.empty() : Optional.of(parser.parse(buffer, whole));
    }

    private static byte[] grown(byte[] buffer) throws IOException {
        if (buffer.length > MOST_BYTES_OF_A_ROW) {
            throw new IOException(
                    "A row has more than " + MOST_BYTES_OF_A_ROW + " bytes. Select fewer columns.");
        }
        return Arrays.copyOf(buffer, 2 * buffer.length);
    }

    private Optional<RowBatch> lastRows(byte[] buffer, int length) throws IOException {
        if (length == 0) {
            return Optional.empty();
        }
        if (buffer[length - 1] != '\n' && buffer[length - 1] != '}') {
            throw new RetryableIOException("The answer to a query ended in the middle of a row.");
        }
        return Optional.of(parser.parse(buffer, length));
    }

    private static int endOfLastLine(byte[] buffer, int from, int to) {
        for (int i = to; i > from; i--) {
            if (buffer[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    /** Lets the thread that waits in {@link #next} return. */
    void wakeUp() {
        bytes.wakeUp();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
