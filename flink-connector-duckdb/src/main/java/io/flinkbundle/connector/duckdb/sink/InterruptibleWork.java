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

package io.flinkbundle.connector.duckdb.sink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.function.ThrowingRunnable;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that an interrupt of the waiting thread ends. DuckDB does not notice an interrupt, so that a
 * task in the middle of a long statement could not be cancelled, and Flink would stop the whole
 * TaskManager at last. Here the work runs on a thread of its own, and an interrupt of the task's
 * thread cancels the statement.
 */
@Internal
public final class InterruptibleWork {

    /** A cancel that comes just before a statement begins has no effect, so it is repeated. */
    private static final long REPEAT_MILLIS = 50;

    private static final String THREAD_NAME = "duckdb-statement";

    private InterruptibleWork() {}

    /**
     * Does the work and waits for it. When this method returns or throws, the work has ended.
     *
     * @param cancel ends what the work is doing; called on the waiting thread, maybe several times
     * @throws InterruptedException if the thread was interrupted; what the work has reached by then
     *     is unknown
     */
    public static void run(ThrowingRunnable<IOException> work, Runnable cancel)
            throws IOException, InterruptedException {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(task, THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get();
        } catch (InterruptedException e) {
            cancelUntilDone(task, cancel);
            throw e;
        } catch (ExecutionException e) {
            throw asIOException(e.getCause());
        }
    }

    private static void cancelUntilDone(FutureTask<Void> task, Runnable cancel) {
        while (!task.isDone()) {
            cancel.run();
            try {
                task.get(REPEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | InterruptedException e) {
                // The work uses a connection that its owner closes next, so it has to end first;
                // that the thread is interrupted is told by the first interrupt.
                continue;
            } catch (ExecutionException e) {
                return;
            }
        }
    }

    private static IOException asIOException(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return failure instanceof IOException checked ? checked : new IOException(failure);
    }
}
