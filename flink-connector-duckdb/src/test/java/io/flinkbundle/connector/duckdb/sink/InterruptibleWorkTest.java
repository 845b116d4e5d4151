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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InterruptibleWorkTest {

    /** Counts far more rows than any machine does in the time of a test. */
    private static final String ENDLESS =
            "CREATE TABLE many AS SELECT count(*) FROM range(100000000) a, range(100000000) b";

    @TempDir private Path folder;

    @Test
    @Timeout(60)
    void anInterruptCancelsTheRunningStatement() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        try (TargetConnection target =
                SinkFiles.open(SinkFiles.config(folder.resolve("t.duckdb")))) {
            Thread task =
                    new Thread(
                            () -> {
                                try {
                                    target.inTransactionRetryingConflicts(
                                            "count",
                                            () -> {
                                                begun.countDown();
                                                target.execute(ENDLESS);
                                            });
                                } catch (Exception e) {
                                    outcome.complete(e);
                                }
                            });
            task.start();
            begun.await();

            task.interrupt();

            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            task.join();
            target.execute("SELECT 1");
        }
    }

    @Test
    void aFailureOfTheWorkIsTheCallersFailure() {
        IOException failure = new IOException("x");

        assertThatThrownBy(
                        () ->
                                InterruptibleWork.run(
                                        () -> {
                                            throw failure;
                                        },
                                        () -> {}))
                .isSameAs(failure);
    }
}
