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

package io.flinkbundle.connector.bigquery.sink.committer;

import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.LoadClient;
import io.flinkbundle.connector.bigquery.client.LoadJob;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.testing.FakeStaging;
import io.flinkbundle.connector.bigquery.testing.FakeTables;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class FileLoadTest {

    private static final TableName TABLE = new TableName("p", "d", "t");
    private static final StagedFile A = new StagedFile("b", "run/0-a", 3);
    private static final StagedFile B = new StagedFile("b", "run/1-b", 4);

    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30));

    private final FakeLoads loads = new FakeLoads();
    private final FakeStaging staging = new FakeStaging();
    private final FileLoad load =
            new FileLoad(TABLE, false, RETRY, new FakeTables(), loads, staging);

    @Test
    void loadsAllFilesInOneJobAndDeletesThem() throws Exception {
        staging.objects.put("b/run/0-a", "");
        staging.objects.put("b/run/left-by-a-failed-attempt", "");
        staging.objects.put("b/other/0-a", "");

        load.load(List.of(A, B), "id");

        assertThat(loads.started)
                .containsExactly(
                        new LoadJob(
                                "flink_id_0",
                                "EU",
                                TABLE,
                                List.of("gs://b/run/0-a", "gs://b/run/1-b"),
                                false));
        assertThat(staging.objects).containsOnlyKeys("b/other/0-a");
    }

    @Test
    void doesNotLoadAgainWhatIsLoaded() throws Exception {
        loads.jobs.put("flink_id_0", new LoadClient.State.Done());

        load.load(List.of(A), "id");

        assertThat(loads.started).isEmpty();
    }

    @Test
    void waitsForAJobThatAnEarlierAttemptHasStarted() throws Exception {
        loads.jobs.put("flink_id_0", new LoadClient.State.Running());

        load.load(List.of(A), "id");

        assertThat(loads.started).isEmpty();
    }

    @Test
    void startsAJobOnceWhenTheAnswerWasLost() throws Exception {
        loads.failuresAfterStart.add(BigQueryFailures.of(Status.Code.UNAVAILABLE));

        load.load(List.of(A), "id");

        assertThat(loads.started).hasSize(1);
    }

    @Test
    void takesAnotherIdAfterAFailureThatMayPass() throws Exception {
        loads.jobs.put("flink_id_0", new LoadClient.State.Failed("backend", true));

        load.load(List.of(A), "id");

        assertThat(loads.started).extracting(LoadJob::id).containsExactly("flink_id_0_r1");
    }

    @Test
    void saysWhyRowsAreNotLoaded() {
        loads.jobs.put("flink_id_0", new LoadClient.State.Failed("Bad row 7", false));
        staging.objects.put("b/run/0-a", "");

        assertThatThrownBy(() -> load.load(List.of(A), "id"))
                .hasMessageContaining("nothing was loaded: Bad row 7");
        assertThat(staging.objects).isNotEmpty();
    }

    @Test
    void splitsMoreFilesThanAJobTakes() throws Exception {
        List<StagedFile> files =
                IntStream.range(0, 10_001)
                        .mapToObj(number -> new StagedFile("b", "run/" + number, 1))
                        .toList();

        load.load(files, "id");

        assertThat(loads.started).extracting(job -> job.uris().size()).containsExactly(10_000, 1);
    }

    @Test
    void replacesRowsByTheFirstJobAlone() throws Exception {
        List<StagedFile> files =
                IntStream.range(0, 10_001)
                        .mapToObj(number -> new StagedFile("b", "run/" + number, 1))
                        .toList();

        new FileLoad(TABLE, true, RETRY, new FakeTables(), loads, staging).load(files, "id");

        assertThat(loads.started).extracting(LoadJob::overwrites).containsExactly(true, false);
    }

    @Test
    void namesTheJobByItsFilesWhereCheckpointsHoldThem() {
        List<BigQueryCommittable> parts =
                List.of(
                        BigQueryCommittable.staged(List.of(A)),
                        BigQueryCommittable.staged(List.of(B)));
        List<BigQueryCommittable> otherOrder = List.of(parts.get(1), parts.get(0));

        String id = new BulkAggregator(UUID.randomUUID(), true).aggregate(1, parts).loadId();

        assertThat(new BulkAggregator(UUID.randomUUID(), true).aggregate(2, otherOrder).loadId())
                .isEqualTo(id);
    }

    @Test
    void namesTheJobByTheSubmissionWhereNothingHoldsItsFiles() {
        UUID run = UUID.randomUUID();

        assertThat(
                        new BulkAggregator(run, false)
                                .aggregate(1, List.of(BigQueryCommittable.staged(List.of(A))))
                                .loadId())
                .isEqualTo(run.toString());
    }

    private static final class FakeLoads implements LoadClient {

        private final Map<String, State> jobs = new HashMap<>();
        private final List<LoadJob> started = new ArrayList<>();
        private final Deque<IOException> failuresAfterStart = new ArrayDeque<>();

        @Override
        public Optional<State> find(LoadJob job) {
            State state = jobs.get(job.id());
            if (state instanceof State.Running) {
                jobs.put(job.id(), new State.Done());
            }
            return Optional.ofNullable(state);
        }

        @Override
        public void start(LoadJob job) throws IOException {
            if (jobs.putIfAbsent(job.id(), new State.Running()) == null) {
                started.add(job);
            }
            if (!failuresAfterStart.isEmpty()) {
                throw failuresAfterStart.removeFirst();
            }
        }
    }
}
