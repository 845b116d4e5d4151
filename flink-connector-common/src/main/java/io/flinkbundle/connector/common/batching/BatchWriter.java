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

import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Writes batches to a target; the part of a {@link BatchingSink} that speaks to the outside.
 *
 * <p>{@link #write} and {@link #onPaused} are called on one I/O thread, the other methods on the
 * task thread. {@link #close} is called while {@link #write} is still running if the job is
 * cancelled: it should end that call, for example by closing the connection.
 *
 * @param <E> the elements of a batch
 */
@PublicEvolving
public interface BatchWriter<E> extends AutoCloseable {

    /**
     * Writes a batch. When this method returns, the batch is safe in the target; when it throws one
     * of the first two exceptions, it is called again with the same batch.
     *
     * @param batch at least one element, in the order in which they came; valid during the call
     * @throws BackpressureException if the target wants a pause
     * @throws RetryableIOException if the failure may pass
     * @throws IOException if the failure is final; the job fails and goes back to its checkpoint
     */
    void write(List<E> batch) throws IOException, InterruptedException;

    /**
     * The size of an element in bytes, as {@code sink.buffer-flush.max-size} counts it. The
     * default, zero, leaves the limit to the number of rows.
     */
    default long sizeOf(E element) {
        return 0;
    }

    /**
     * A batch is about to wait before it is written again.
     *
     * @param cause why
     * @param serverWait the pause that the target asked for; zero if it did not
     */
    default void onPaused(Exception cause, Duration serverWait) {}

    /** Called before a checkpoint is taken, when all batches so far are written. */
    default void flush() throws IOException {}

    /**
     * Ends a {@link #write} that is under way, for example by closing the connection, because the
     * job is ending. The thread that runs it is interrupted as well, so a writer that heeds
     * interrupts need not implement this.
     */
    default void abort() {}

    /** Releases everything. Called once, when no {@link #write} is running any more. */
    @Override
    default void close() throws IOException {}
}
