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

package io.flinkbundle.connector.pubsub.testing;

import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every element in Flink's state, and can fail once after a number of checkpoints. What the
 * state holds is visible to the test. Used with parallelism 1, by one test at a time.
 */
public final class SeenMessages extends RichMapFunction<String, String>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private static volatile Shared shared = new Shared(0);

    private transient ListState<String> state;

    private static final class Shared {
        private final int failAfterCheckpoints;
        private final List<String> elements = new ArrayList<>();
        private volatile int checkpoints;
        private volatile boolean failed;

        private Shared(int failAfterCheckpoints) {
            this.failAfterCheckpoints = failAfterCheckpoints;
        }
    }

    /** Begins a test. */
    public static void begin() {
        shared = new Shared(0);
    }

    /** Begins a test in which the function fails once, after so many checkpoints. */
    public static void failAfterCheckpoints(int checkpoints) {
        shared = new Shared(checkpoints);
    }

    /** What counts in Flink's state, in the order in which it came. */
    public static List<String> elements() {
        Shared current = shared;
        synchronized (current) {
            return List.copyOf(current.elements);
        }
    }

    public static void awaitDistinct(int count) throws Exception {
        CommonTestUtils.waitUntilCondition(() -> elements().stream().distinct().count() >= count);
    }

    public static boolean hasFailed() {
        return shared.failed;
    }

    /** How many checkpoints have completed. */
    public static int checkpoints() {
        return shared.checkpoints;
    }

    @Override
    public String map(String element) {
        synchronized (shared) {
            shared.elements.add(element);
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
        shared.checkpoints++;
        if (!shared.failed && shared.checkpoints == shared.failAfterCheckpoints) {
            shared.failed = true;
            throw new IllegalStateException("This failure is part of the test.");
        }
    }
}
