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

package io.flinkbundle.connector.duckdb.source;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Remembers in its state which numbers came, and fails the job for good when one comes twice. Runs
 * with parallelism 1. With {@code failAfter} set, it fails once on purpose after so many completed
 * checkpoints.
 */
final class RowIdCheck
        implements MapFunction<Long, Long>, CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private static final Object ARRIVAL = new Object();

    // The job runs in this JVM: tests look at its progress and its result.
    private static volatile BitSet seen = new BitSet();
    private static volatile boolean failed;
    private static volatile CountDownLatch progress = new CountDownLatch(0);

    private final int failAfter;
    private transient ListState<byte[]> state;
    private transient int checkpoints;

    private RowIdCheck(int failAfter) {
        this.failAfter = failAfter;
    }

    static RowIdCheck create(int failAfter) {
        seen = new BitSet();
        failed = false;
        return new RowIdCheck(failAfter);
    }

    static int count() {
        return seen.cardinality();
    }

    static boolean hasFailed() {
        return failed;
    }

    /** Waits until so many more numbers have come. */
    static void awaitProgress(int numbers) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(numbers);
        progress = latch;
        if (!latch.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("The job made no progress; it has " + count() + " numbers.");
        }
    }

    /** Waits until so many numbers have come in all. */
    static void awaitCount(int numbers) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        synchronized (ARRIVAL) {
            while (count() < numbers) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "Only " + count() + " of " + numbers + " numbers have come.");
                }
                ARRIVAL.wait(left);
            }
        }
    }

    @Override
    public Long map(Long number) {
        if (seen.get(number.intValue())) {
            throw new IllegalStateException("Number " + number + " came twice.");
        }
        if (failAfter > 0 && checkpoints >= failAfter && !failed) {
            failed = true;
            throw new IllegalStateException("A failure on purpose.");
        }
        seen.set(number.intValue());
        progress.countDown();
        synchronized (ARRIVAL) {
            ARRIVAL.notifyAll();
        }
        return number;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpoints++;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.clear();
        state.add(seen.toByteArray());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("seen", byte[].class));
        BitSet restored = new BitSet();
        for (byte[] bytes : state.get()) {
            restored.or(BitSet.valueOf(bytes));
        }
        seen = restored;
    }
}
