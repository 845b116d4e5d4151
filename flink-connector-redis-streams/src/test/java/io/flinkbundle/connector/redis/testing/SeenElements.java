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

package io.flinkbundle.connector.redis.testing;

import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps every element in Flink's state, and can fail once after a number of checkpoints. What the
 * state holds is visible to the test, which reads it when the job is over. Used with parallelism 1.
 */
public final class SeenElements extends RichMapFunction<String, String>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 60;

    /** What the test and the function share; one test at a time. */
    private static volatile Shared shared = new Shared(0, 0, 0);

    private transient ListState<String> state;
    private transient int seenAtCheckpoint;

    private static final class Shared {
        private final int failAfterCheckpoints;
        private final CountDownLatch reached;
        private final CountDownLatch idle;
        private final CountDownLatch last = new CountDownLatch(1);
        private final List<String> elements = new ArrayList<>();
        private int checkpoints;
        private boolean failed;
        private volatile String lastElement = "";

        private Shared(int failAfterCheckpoints, int elementsToReach, int idleCheckpoints) {
            this.failAfterCheckpoints = failAfterCheckpoints;
            this.reached = new CountDownLatch(elementsToReach);
            this.idle = new CountDownLatch(idleCheckpoints);
        }
    }

    /** Begins a test in which the function fails once, after so many checkpoints. */
    public static void failAfterCheckpoints(int checkpoints) {
        shared = new Shared(checkpoints, 0, 0);
    }

    /** Begins a test that will wait for so many elements, and for checkpoints without any. */
    public static void expect(int elements, int idleCheckpoints) {
        shared = new Shared(0, elements, idleCheckpoints);
    }

    public static void awaitElements() throws InterruptedException {
        await(shared.reached, "elements");
    }

    /** Waits for the checkpoints between which no element came. */
    public static void awaitIdleCheckpoints() throws InterruptedException {
        await(shared.idle, "checkpoints");
    }

    /** Waits for an element that ends the input. */
    public static void awaitLast(String element) throws InterruptedException {
        Shared current = shared;
        current.lastElement = element;
        if (!elements().contains(element)) {
            await(current.last, "last element");
        }
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(latch.getCount() + " " + what + " did not come");
        }
    }

    public static boolean hasFailed() {
        return shared.failed;
    }

    public static List<String> elements() {
        synchronized (shared) {
            return List.copyOf(shared.elements);
        }
    }

    @Override
    public String map(String element) {
        synchronized (shared) {
            shared.elements.add(element);
        }
        shared.reached.countDown();
        if (element.equals(shared.lastElement)) {
            shared.last.countDown();
        }
        return element;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(elements());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("seen", String.class));
        synchronized (shared) {
            shared.elements.clear();
            for (String element : state.get()) {
                shared.elements.add(element);
            }
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        int seen = elements().size();
        if (seen == seenAtCheckpoint) {
            shared.idle.countDown();
        }
        seenAtCheckpoint = seen;
        shared.checkpoints++;
        if (!shared.failed && shared.checkpoints == shared.failAfterCheckpoints) {
            shared.failed = true;
            throw new IllegalStateException("This failure is part of the test.");
        }
    }
}
