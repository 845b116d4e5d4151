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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** Two sinks of one job start on the same file. */
class ConcurrentPreparationTest {

    @TempDir private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @RepeatedTest(30)
    void bothFindTheTableAndTheSameDatabase() throws Exception {
        DuckDbSinkConfig config = config();
        CyclicBarrier together = new CyclicBarrier(2);

        List<UUID> ids =
                inTwoThreads(
                        () -> {
                            try (TargetConnection target = SinkFiles.open(config)) {
                                together.await();
                                TargetTable.prepare(target, config);
                                return new CommitMarkers(target, config).prepare();
                            }
                        });

        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void bothRemoveTheSameOldMarkers() throws Exception {
        DuckDbSinkConfig config = config();
        try (TargetConnection target = SinkFiles.open(config)) {
            new CommitMarkers(target, config).prepare();
        }
        SinkFiles.execute(
                Path.of(config.path()),
                "INSERT INTO __flink_commits SELECT 'test-sink', uuid(), 1, 1,"
                        + " now() - INTERVAL 31 DAY FROM range(10000)");
        CyclicBarrier together = new CyclicBarrier(2);

        inTwoThreads(
                () -> {
                    try (TargetConnection target = SinkFiles.open(config)) {
                        together.await();
                        new CommitMarkers(target, config).expire(new UUID(0, 1));
                        return target;
                    }
                });

        assertThat(SinkFiles.query(Path.of(config.path()), "SELECT count(*) FROM __flink_commits"))
                .containsExactly("1");
    }

    private DuckDbSinkConfig config() {
        return SinkFiles.patient(SinkFiles.config(folder.resolve("t.duckdb")));
    }

    private <R> List<R> inTwoThreads(Callable<R> work) throws Exception {
        Future<R> first = threads.submit(work);
        Future<R> second = threads.submit(work);
        return List.of(first.get(), second.get());
    }
}
