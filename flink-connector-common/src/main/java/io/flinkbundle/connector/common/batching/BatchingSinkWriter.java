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

package io.flinkbundle.connector.common.batching;

import io.flinkbundle.connector.common.retry.Retrier;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fills batches on the task thread and has them written on the I/O thread.
 *
 * @see BatchingSink
 */
@Internal
final class BatchingSinkWriter<InputT, E> implements SinkWriter<InputT> {

    /** How often a failed batch is looked for where no flush interval is set. */
    private static final long FAILURE_CHECK_MILLIS = 1000;

    private final BatchingConfig config;
    private final ElementEncoder<InputT, E> encoder;
    private final BatchWriter<E> batchWriter;
    private final BatchPipeline<Batch<E>> pipeline;
    private final BatchingSinkMetrics metrics;
    private final ProcessingTimeService timeService;
    private final Consumer<E> collector = this::add;
    private final long maxBytes;
    private final boolean flushesByTime;
    private final long tickMillis;

    private Batch<E> filling;
    private Batch<E> spare;

    /** Elements of a batch and what is known of them. */
    private static final class Batch<E> {
        private final List<E> elements;
        private long bytes;

        private Batch(int capacity) {
            elements = new ArrayList<>(capacity);
        }
    }

    BatchingSinkWriter(
            WriterInitContext context,
            BatchingConfig config,
            ElementEncoder<InputT, E> encoder,
            BatchWriter<E> batchWriter) {
        this.config = config;
        this.encoder = encoder;
        this.batchWriter = batchWriter;
        this.maxBytes = config.maxSize().getBytes();
        this.flushesByTime = !config.interval().isZero();
        this.tickMillis = flushesByTime ? config.interval().toMillis() : FAILURE_CHECK_MILLIS;
        this.filling = new Batch<>(config.maxRows());
        this.spare = new Batch<>(config.maxRows());
        this.metrics = new BatchingSinkMetrics(context.metricGroup());
        this.timeService = context.getProcessingTimeService();
        this.pipeline =
                new BatchPipeline<>(
                        "batching-sink-" + context.getTaskInfo().getIndexOfThisSubtask(),
                        this::writeBatch);
        scheduleTick();
    }

    @Override
    public void write(InputT record, Context context) throws IOException, InterruptedException {
        encoder.encode(record, context, collector);
        if (filling.elements.size() >= config.maxRows() || filling.bytes >= maxBytes) {
            submit();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!filling.elements.isEmpty()) {
            submit();
        }
        pipeline.drain();
        encoder.flush();
        batchWriter.flush();
    }

    @Override
    public void close() throws Exception {
        pipeline.cancel();
        batchWriter.abort();
        IOUtils.closeAll(pipeline, batchWriter, encoder::close);
    }

    private void add(E element) {
        filling.elements.add(element);
        filling.bytes += batchWriter.sizeOf(element);
    }

    private void submit() throws IOException, InterruptedException {
        pipeline.submit(filling);
        // The batch before is done now.
        Batch<E> next = spare;
        spare = filling;
        filling = next;
        filling.elements.clear();
        filling.bytes = 0;
    }

    private void scheduleTick() {
        timeService.registerTimer(
                timeService.getCurrentProcessingTime() + tickMillis, time -> tick());
    }

    /**
     * While a batch is under way the next one may as well grow. A batch that has failed is noticed
     * here even if no further record comes and no checkpoint is taken.
     */
    private void tick() throws IOException, InterruptedException {
        if (!pipeline.isBusy()) {
            pipeline.drain();
            if (flushesByTime && !filling.elements.isEmpty()) {
                submit();
            }
        }
        scheduleTick();
    }

    private void writeBatch(Batch<E> batch) throws IOException, InterruptedException {
        Retrier retrier = config.retry().start("write a batch of " + batch.elements.size());
        long started = System.nanoTime();
        try {
            while (!isWritten(batch, retrier)) {
                metrics.retried();
            }
        } catch (IOException | RuntimeException e) {
            metrics.failed(batch.elements.size());
            throw e;
        }
        metrics.written(batch.elements.size(), batch.bytes, System.nanoTime() - started);
    }

    private boolean isWritten(Batch<E> batch, Retrier retrier)
            throws IOException, InterruptedException {
        try {
            batchWriter.write(batch.elements);
            return true;
        } catch (BackpressureException e) {
            pause(retrier, e, e.retryAfter());
        } catch (RetryableIOException e) {
            pause(retrier, e, Duration.ZERO);
        }
        return false;
    }

    private void pause(Retrier retrier, IOException cause, Duration serverWait)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        metrics.paused(cause);
        batchWriter.onPaused(cause, serverWait);
        retrier.backOff(cause, serverWait);
        metrics.resumed(System.nanoTime() - started);
    }
}
