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

import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.sink.RequestConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.IOUtils;

import java.io.IOException;

/**
 * Encodes records into the buffer of the next request, and has it sent when it has enough rows,
 * when it is old, and at each checkpoint. While all requests are under way, the buffer grows on
 * beyond its rows, up to the size of a request, and those behind it become as large: where the
 * server is what takes time, larger requests let more through. A request that is sent for its age
 * shows that the server is not, and the ones behind it are worth sending with fewer rows again.
 */
@Internal
public final class InfluxDb3Writer<T> implements SinkWriter<T> {

    /** How often a failed request is looked for where no flush interval is set. */
    private static final long FAILURE_CHECK_MILLIS = 1000;

    private final PointEncoder<T> encoder;
    private final RequestWindow window;
    private final RejectedLines rejectedLines;
    private final WriteClient client;
    private final ProcessingTimeService timeService;
    private final int maxRows;
    private final long maxBytes;
    private final boolean flushesByTime;
    private final long tickMillis;

    private LineBuffer filling;

    /** How many rows make a request worth sending now; {@link #maxRows} or more. */
    private int enoughRows;

    /** Whether the buffer held lines already when the clock ticked last. */
    private boolean heldLinesAtTick;

    public InfluxDb3Writer(
            PointEncoder<T> encoder,
            RequestWindow window,
            RequestConfig config,
            RejectedLines rejectedLines,
            WriteClient client,
            ProcessingTimeService timeService) {
        this.encoder = encoder;
        this.window = window;
        this.rejectedLines = rejectedLines;
        this.client = client;
        this.timeService = timeService;
        this.maxRows = config.maxRows();
        this.enoughRows = maxRows;
        this.maxBytes = config.maxSize().getBytes();
        this.flushesByTime = !config.interval().isZero();
        this.tickMillis =
                flushesByTime
                        ? Math.max(1, config.interval().toMillis() / 2)
                        : FAILURE_CHECK_MILLIS;
        this.filling = window.emptyBuffer();
        scheduleTick();
    }

    @Override
    public void write(T record, Context context) throws IOException, InterruptedException {
        LineBuffer lines = filling;
        encoder.encode(record, lines);
        if (lines.lines() >= enoughRows && !window.isFull() || lines.size() >= maxBytes) {
            enoughRows = Math.max(enoughRows, lines.lines());
            submit();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (filling.lines() > 0) {
            submit();
        }
        window.drain();
        encoder.flush();
        rejectedLines.flush();
    }

    private void submit() throws IOException, InterruptedException {
        window.submit(filling);
        filling = window.emptyBuffer();
        heldLinesAtTick = false;
    }

    private void scheduleTick() {
        timeService.registerTimer(timeService.getCurrentProcessingTime() + tickMillis, this::tick);
    }

    /**
     * Lines that two ticks have seen, half an interval apart, are sent. Where all requests are
     * under way the lines wait on, rather than the task: they would not be stored earlier.
     */
    private void tick(long time) throws IOException, InterruptedException {
        window.check();
        boolean holdsLines = filling.lines() > 0;
        if (flushesByTime && holdsLines && heldLinesAtTick && !window.isFull()) {
            enoughRows = maxRows;
            submit();
        } else {
            heldLinesAtTick = holdsLines;
        }
        scheduleTick();
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(client::close, window, encoder, rejectedLines);
    }
}
