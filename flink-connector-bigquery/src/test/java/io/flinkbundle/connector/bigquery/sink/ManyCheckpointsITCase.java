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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryCredentials;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommitter;
import io.flinkbundle.connector.bigquery.sink.committer.CommittedRequest;
import io.flinkbundle.connector.bigquery.sink.writer.WriterFactory;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;

import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** A day of checkpoints, one a minute, as fast as they go. */
@Timeout(180)
class ManyCheckpointsITCase {

    private static final int CHECKPOINTS = 1440;
    private static final int SETTLED = 100;
    private static final TableName TABLE = new TableName("shop", "sales", "numbers");

    /** Threads of others, which live for a time without work. */
    private static final List<String> COME_AND_GO =
            List.of(
                    "bigquery-emulator",
                    "Keep-Alive-Timer",
                    "grpc-default-executor",
                    "idle-timeout-task");

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    /** What grows where a checkpoint leaves something behind. */
    private record Resources(
            int connections, List<String> writeStreams, Map<String, Long> threads) {

        static Resources now() {
            return new Resources(
                    SERVER.emulator().openConnections(),
                    SERVER.emulator().openWriteStreams(),
                    Thread.getAllStackTraces().keySet().stream()
                            .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                            .filter(name -> COME_AND_GO.stream().noneMatch(name::startsWith))
                            .collect(Collectors.groupingBy(name -> name, Collectors.counting())));
        }

        /** The kinds of threads of which there are more than before. */
        List<String> moreThreadsThan(Resources before) {
            return threads.entrySet().stream()
                    .filter(
                            kind ->
                                    kind.getValue()
                                            > before.threads.getOrDefault(kind.getKey(), 0L))
                    .map(kind -> kind.getKey() + ": " + kind.getValue())
                    .toList();
        }
    }

    @Test
    void leaveNothingBehind() throws Exception {
        BigQuerySinkConfig config = sink().config();
        Resources settled = null;
        try (CommittingSinkWriter<RowData, BigQueryCommittable> writer =
                        new WriterFactory(config, new TestSinkInitContext())
                                .create(
                                        WriteRoute.BUFFERED_STREAM,
                                        true,
                                        UUID.randomUUID(),
                                        row -> row);
                Committer<BigQueryCommittable> committer = committer(config)) {
            for (long checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
                writer.write(GenericRowData.of(checkpoint), null);
                writer.flush(false);
                committer.commit(CommittedRequest.of(writer.prepareCommit()));
                if (checkpoint == SETTLED) {
                    settled = Resources.now();
                }
            }
            Resources end = Resources.now();
            assertThat(end.connections()).isEqualTo(settled.connections());
            assertThat(end.writeStreams()).isEqualTo(settled.writeStreams());
            // Those that other tests have left may end meanwhile.
            assertThat(end.moreThreadsThan(settled)).isEmpty();
        }

        assertThat(settled.writeStreams()).hasSize(1);
        assertThat(SERVER.emulator().calls().count(Operation.CREATE_WRITE_STREAM)).isEqualTo(1);
        assertThat(SERVER.emulator().calls().count(Operation.FLUSH_ROWS)).isEqualTo(CHECKPOINTS);
    }

    private static Committer<BigQueryCommittable> committer(BigQuerySinkConfig config) {
        return new BigQueryCommitter(
                config,
                InternalSinkCommitterMetricGroup.wrap(
                        UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup()));
    }

    private static BigQuerySink<RowData> sink() {
        return BigQuerySink.<RowData>builder()
                .setConnection(
                        BigQueryConnectionOptions.builder()
                                .setRestEndpoint(SERVER.emulator().restUrl().toString())
                                .setGrpcEndpoint(SERVER.emulator().grpcEndpoint())
                                .setPlaintext(true)
                                .setCredentials(BigQueryCredentials.none())
                                .build())
                .setTable(TABLE)
                .setRowType(DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())))
                .setRowConverter(row -> row)
                .setSchemaMode(SchemaMode.CREATE_OR_VALIDATE)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .build();
    }
}
