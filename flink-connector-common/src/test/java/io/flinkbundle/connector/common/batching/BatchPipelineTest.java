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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class BatchPipelineTest {

    @Test
    void handlesBatchesInOrderOnAnotherThread() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (BatchPipeline<String> pipeline =
                new BatchPipeline<>(
                        "io", batch -> handled.add(batch + thread().startsWith("io")))) {
            pipeline.submit("a");
            pipeline.submit("b");
            pipeline.drain();
        }

        assertThat(handled).containsExactly("atrue", "btrue");
    }

    @Test
    void letsTheNextBatchFillWhileOneIsHandled() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (BatchPipeline<String> pipeline = new BatchPipeline<>("io", batch -> release.await())) {
            pipeline.submit("a");

            assertThat(pipeline.isBusy()).isTrue();
            release.countDown();
            pipeline.drain();
            assertThat(pipeline.isBusy()).isFalse();
        }
    }

    @Test
    void failsEveryCallAfterAFailedBatch() throws Exception {
        try (BatchPipeline<String> pipeline =
                new BatchPipeline<>(
                        "io",
                        batch -> {
                            throw new IOException("disk full");
                        })) {
            pipeline.submit("a");

            assertThatThrownBy(() -> pipeline.submit("b")).hasMessage("disk full");
            assertThatThrownBy(pipeline::drain).hasMessage("disk full");
        }
    }

    @Test
    void interruptsWhatIsUnderWayWhenItIsClosed() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        BatchPipeline<String> pipeline =
                new BatchPipeline<>(
                        "io",
                        batch -> {
                            started.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                        });
        pipeline.submit("a");
        started.await();

        pipeline.close();

        assertThat(interrupted.getCount()).isZero();
    }

    private static String thread() {
        return Thread.currentThread().getName();
    }
}
