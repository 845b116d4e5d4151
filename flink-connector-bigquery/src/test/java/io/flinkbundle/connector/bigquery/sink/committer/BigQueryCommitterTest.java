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

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinks;
import io.flinkbundle.connector.bigquery.testing.FakeWriteService;

import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BigQueryCommitterTest {

    private static final String STREAM = "projects/p/datasets/d/tables/t/streams/s";

    private final FakeWriteService service = new FakeWriteService();
    private final BigQueryCommitter committer =
            new BigQueryCommitter(
                    BigQuerySinks.config(
                            BigQueryConnectionOptions.builder().build(),
                            new TableName("p", "d", "t")),
                    InternalSinkCommitterMetricGroup.wrap(
                            UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup()),
                    new BigQueryCommitter.Clients() {
                        @Override
                        public StorageWriteClient openWrite() {
                            return service;
                        }

                        @Override
                        public FileLoad openLoad() {
                            throw new AssertionError("No file is loaded.");
                        }
                    });

    @Test
    void flushesAsFarAsTheCheckpointSays() throws Exception {
        commit(BigQueryCommittable.buffered(STREAM, 41));

        assertThat(service.flushed).isEqualTo(Map.of(STREAM, 41L));
        assertThat(service.calls).containsExactly("flush 41");
    }

    @Test
    void flushesAgainWhatWasFlushed() throws Exception {
        commit(BigQueryCommittable.buffered(STREAM, 41));
        commit(BigQueryCommittable.buffered(STREAM, 41));

        assertThat(service.flushed).isEqualTo(Map.of(STREAM, 41L));
    }

    @Test
    void waitsForAServiceThatIsAway() throws Exception {
        service.unaryFailures.add(BigQueryFailures.of(Status.Code.UNAVAILABLE));

        commit(BigQueryCommittable.buffered(STREAM, 1));

        assertThat(service.calls).containsExactly("flush 1", "flush 1");
    }

    @Test
    void neverDropsRowsThatCannotBeFlushed() {
        service.unaryFailures.add(BigQueryFailures.of(Status.Code.NOT_FOUND));

        assertThatThrownBy(() -> commit(BigQueryCommittable.buffered(STREAM, 7)))
                .hasMessageContaining("Rows up to number 7 of " + STREAM)
                .hasMessageContaining("rows are lost");
    }

    @Test
    void commitsAllPendingStreamsAtOnce() throws Exception {
        commit(
                BigQueryCommittable.merge(
                        List.of(BigQueryCommittable.pending("a"), BigQueryCommittable.pending("b")),
                        "id"));

        assertThat(service.calls).containsExactly("commit 2");
    }

    @Test
    void mergesTheRowsOfAStream() {
        assertThat(
                        BigQueryCommittable.merge(
                                List.of(
                                        BigQueryCommittable.buffered("a", 3),
                                        BigQueryCommittable.buffered("b", 1),
                                        BigQueryCommittable.buffered("a", 9)),
                                "id"))
                .isEqualTo(
                        new BigQueryCommittable(
                                Map.of("a", 9L, "b", 1L), List.of(), List.of(), "id"));
    }

    @Test
    void opensNoConnectionWhereNothingIsCommitted() throws Exception {
        committer.close();

        assertThat(service.calls).isEmpty();
    }

    private void commit(BigQueryCommittable committable) throws Exception {
        committer.commit(CommittedRequest.of(List.of(committable)));
    }
}
