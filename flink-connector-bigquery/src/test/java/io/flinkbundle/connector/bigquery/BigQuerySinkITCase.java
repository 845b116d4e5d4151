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

package io.flinkbundle.connector.bigquery;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryCredentials;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.BigQuerySink;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkBuilder;
import io.flinkbundle.connector.bigquery.sink.BulkMethod;
import io.flinkbundle.connector.bigquery.source.BigQuerySource;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.fault.FaultRule;
import io.flinkbundle.emulators.bigquery.fault.PlacedFault;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What goes wrong with the service costs no row, and no row comes twice where that is promised. */
@Timeout(120)
class BigQuerySinkITCase {

    private static final TableName TABLE = new TableName("shop", "sales", "numbers");
    private static final long ROWS = 500;
    private static final int ROWS_OF_A_REQUEST = 20;
    private static final long CHECKPOINT_MILLIS = 50;
    private static final DataType TYPE =
            DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT().notNull()));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    static Stream<Arguments> appendFaults() {
        return Stream.of(
                fault("unavailable", rule -> rule.fail(Status.UNAVAILABLE)),
                fault("an error after storing", rule -> rule.failAfterwards(Status.UNAVAILABLE)),
                fault("a lost answer", FaultRule::dropConnectionAfterwards),
                fault("a dropped connection", FaultRule::dropConnection),
                fault("a refused request", rule -> rule.refuseAppend(Status.RESOURCE_EXHAUSTED)));
    }

    private static Arguments fault(String name, Function<FaultRule, PlacedFault> fault) {
        return arguments(named(name, fault));
    }

    @ParameterizedTest
    @MethodSource("appendFaults")
    void losesNothing(Function<FaultRule, PlacedFault> fault) throws Exception {
        PlacedFault placed =
                fault.apply(SERVER.emulator().faults().on(Operation.APPEND_ROWS).call(2).times(2));

        run(sink(), RuntimeExecutionMode.STREAMING);

        assertThat(placed.occurrences()).isEqualTo(2);
        assertThat(read()).containsAll(LongStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("appendFaults")
    void writesEachRowOnce(Function<FaultRule, PlacedFault> fault) throws Exception {
        PlacedFault placed =
                fault.apply(SERVER.emulator().faults().on(Operation.APPEND_ROWS).call(2).times(2));

        run(
                sink().setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE),
                RuntimeExecutionMode.STREAMING);

        assertThat(placed.occurrences()).isEqualTo(2);
        assertEachRowOnce();
    }

    static Stream<Arguments> flushFaults() {
        return Stream.of(
                fault("unavailable", rule -> rule.fail(Status.UNAVAILABLE)),
                fault("a lost answer", rule -> rule.failAfterwards(Status.UNAVAILABLE)),
                fault("an attempt that ends before", rule -> rule.fail(Status.PERMISSION_DENIED)),
                fault(
                        "an attempt that ends when it was flushed",
                        rule -> rule.failAfterwards(Status.PERMISSION_DENIED)));
    }

    @ParameterizedTest
    @MethodSource("flushFaults")
    void flushesEachRowOnce(Function<FaultRule, PlacedFault> fault) throws Exception {
        PlacedFault placed =
                fault.apply(SERVER.emulator().faults().on(Operation.FLUSH_ROWS).call(1));

        run(
                sink().setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE),
                RuntimeExecutionMode.STREAMING);

        assertThat(placed.occurrences()).isEqualTo(1);
        assertEachRowOnce();
    }

    @Test
    void finishesNoBufferedStream() throws Exception {
        run(
                sink().setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE),
                RuntimeExecutionMode.STREAMING);

        assertThat(SERVER.emulator().calls().count(Operation.FINALIZE_WRITE_STREAM)).isZero();
        assertThat(SERVER.emulator().calls().count(Operation.CREATE_WRITE_STREAM)).isEqualTo(2);
    }

    @Test
    void commitsABoundedInputOnceInBatchMode() throws Exception {
        run(
                sink().setWriteMode(WriteMode.AUTO).setBulkMethod(BulkMethod.PENDING_STREAMS),
                RuntimeExecutionMode.BATCH);

        assertThat(SERVER.emulator().calls().count(Operation.BATCH_COMMIT_WRITE_STREAMS))
                .isEqualTo(1);
        assertEachRowOnce();
    }

    @Test
    void flushesABoundedInputAtItsEndWhereCheckpointsExist() throws Exception {
        run(
                sink().setWriteMode(WriteMode.AUTO).setBulkMethod(BulkMethod.PENDING_STREAMS),
                RuntimeExecutionMode.STREAMING);

        assertThat(SERVER.emulator().calls().count(Operation.FLUSH_ROWS)).isEqualTo(2);
        assertEachRowOnce();
    }

    static Stream<Arguments> loadFaults() {
        return Stream.of(
                fault("a busy service", rule -> rule.fail(503, "backendError")),
                fault("a lost answer", FaultRule::dropConnectionAfterwards));
    }

    @ParameterizedTest
    @MethodSource("loadFaults")
    void loadsABoundedInputByOneJob(Function<FaultRule, PlacedFault> fault) throws Exception {
        PlacedFault placed =
                fault.apply(SERVER.emulator().faults().on(Operation.JOBS_INSERT).call(1));

        run(sink().setWriteMode(WriteMode.AUTO), RuntimeExecutionMode.BATCH);

        assertThat(placed.occurrences()).isEqualTo(1);
        assertThat(SERVER.emulator().calls().count(Operation.APPEND_ROWS)).isZero();
        assertThat(SERVER.emulator().buckets())
                .hasSize(1)
                .allSatisfy(
                        bucket -> assertThat(SERVER.emulator().stagedObjects(bucket)).isEmpty());
        assertEachRowOnce();
    }

    @Test
    void loadsABoundedInputByOneJobWhereCheckpointsExist() throws Exception {
        run(sink().setWriteMode(WriteMode.AUTO), RuntimeExecutionMode.STREAMING);

        assertThat(SERVER.emulator().calls().count(Operation.JOBS_INSERT)).isEqualTo(1);
        assertThat(SERVER.emulator().calls().count(Operation.APPEND_ROWS)).isZero();
        assertThat(SERVER.emulator().buckets())
                .hasSize(1)
                .allSatisfy(
                        bucket -> assertThat(SERVER.emulator().stagedObjects(bucket)).isEmpty());
        assertEachRowOnce();
    }

    @Test
    void readsEachRowOnceWhenTheConnectionBreaks() throws Exception {
        run(sink(), RuntimeExecutionMode.STREAMING);
        PlacedFault placed =
                SERVER.emulator()
                        .faults()
                        .on(Operation.READ_ROWS)
                        .call(1)
                        .dropConnectionAfterResponses(1);

        assertEachRowOnce();
        assertThat(placed.occurrences()).isEqualTo(1);
    }

    @Test
    void saysAtTheStartThatATableIsMissing() {
        assertThatThrownBy(
                        () ->
                                run(
                                        sink().setSchemaMode(SchemaMode.VALIDATE),
                                        RuntimeExecutionMode.BATCH))
                .hasStackTraceContaining("There is no table shop.sales.numbers")
                .hasStackTraceContaining("'sink.schema-mode'");
    }

    private void assertEachRowOnce() throws Exception {
        assertThat(read())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, ROWS).boxed().toList());
    }

    private static void run(BigQuerySinkBuilder<Long> sink, RuntimeExecutionMode mode)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setRuntimeMode(mode);
        environment.setParallelism(2);
        if (mode == RuntimeExecutionMode.STREAMING) {
            environment.enableCheckpointing(CHECKPOINT_MILLIS);
        }
        environment.fromSequence(1, ROWS).sinkTo(sink.build());
        environment.execute();
    }

    private static List<Long> read() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        BigQuerySource source =
                BigQuerySource.builder()
                        .setConnection(connection())
                        .setTable(TABLE)
                        .setRowType(TYPE)
                        .build();
        List<Long> read = new ArrayList<>();
        try (CloseableIterator<RowData> rows =
                environment
                        .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
                        .executeAndCollect()) {
            rows.forEachRemaining(row -> read.add(row.getLong(0)));
        }
        return read;
    }

    private static BigQuerySinkBuilder<Long> sink() {
        return BigQuerySink.<Long>builder()
                .setConnection(connection())
                .setTable(TABLE)
                .setRowType(TYPE)
                .setRowConverter(id -> GenericRowData.of(id))
                .setSchemaMode(SchemaMode.CREATE_OR_VALIDATE)
                .setWriteMode(WriteMode.STREAMING)
                .setBufferFlushMaxRows(ROWS_OF_A_REQUEST)
                .setRetry(
                        RetryPolicy.of(
                                Duration.ofMillis(10), Duration.ofMillis(50), Duration.ZERO));
    }

    private static BigQueryConnectionOptions connection() {
        return BigQueryConnectionOptions.builder()
                .setRestEndpoint(SERVER.emulator().restUrl().toString())
                .setStorageEndpoint(SERVER.emulator().restUrl().toString())
                .setGrpcEndpoint(SERVER.emulator().grpcEndpoint())
                .setPlaintext(true)
                .setCredentials(BigQueryCredentials.none())
                .build();
    }
}
