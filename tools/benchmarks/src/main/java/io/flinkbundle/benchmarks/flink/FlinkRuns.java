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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.GeneratedRows;
import io.flinkbundle.benchmarks.rows.NarrowRows;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The two shapes of job: generator to sink, and source to check. */
@Internal
public final class FlinkRuns {

    private final FlinkCluster cluster;
    private final Fault fault;
    private final GeneratedRows generated;
    private final RowSlots slots = new RowSlots(RowSlots.DEFAULT_SEED);

    /** Runs over the five columns that most benchmarks have. */
    public FlinkRuns(FlinkCluster cluster, Fault fault) {
        this(cluster, fault, new NarrowRows(RowSlots.DEFAULT_SEED));
    }

    /**
     * @param fault what happens to one row of the connector's jobs
     * @param generated what the generator makes and the check expects
     */
    public FlinkRuns(FlinkCluster cluster, Fault fault, GeneratedRows generated) {
        this.cluster = cluster;
        this.fault = fault;
        this.generated = generated;
    }

    /** The values that rows are made of. */
    public RowSlots slots() {
        return slots;
    }

    /**
     * Clocks a sink from the first row that is made until the job has ended, so the commit is in
     * it. The caller checks what the sink wrote.
     */
    public Measurement sink(
            JobSettings settings,
            Boundedness declared,
            long rows,
            Consumer<DataStream<RowData>> sink)
            throws Exception {
        try (RunProbe probe = RunProbe.open()) {
            ClockReading end =
                    cluster.run(
                            settings,
                            flink -> {
                                DataStream<RowData> input =
                                        flink.fromSource(
                                                generator(declared, rows, probe),
                                                WatermarkStrategy.noWatermarks(),
                                                "rows",
                                                InternalTypeInfo.of(generated.rowType()));
                                sink.accept(fault.inject(input, generated));
                            });
            return probe.observation().first().orElseThrow().until(end, rows);
        }
    }

    /** Clocks a source from the first row that the check sees to the last, and checks them all. */
    public Measurement source(
            JobSettings settings,
            long rows,
            Function<StreamExecutionEnvironment, DataStream<RowData>> source)
            throws Exception {
        try (RunProbe probe = RunProbe.open()) {
            cluster.run(
                    settings,
                    flink ->
                            fault.inject(source.apply(flink), generated)
                                    .sinkTo(new CheckingSink(probe, generated, rows)));
            return checked(probe.observation(), rows);
        }
    }

    /**
     * Clocks a step in the middle of a job from the first row that the check sees to the last, and
     * checks that what was generated came through.
     */
    public Measurement through(
            JobSettings settings, long rows, UnaryOperator<DataStream<RowData>> step)
            throws Exception {
        try (RunProbe probe = RunProbe.open()) {
            cluster.run(
                    settings,
                    flink ->
                            fault.inject(
                                            step.apply(
                                                    flink.fromSource(
                                                            generator(
                                                                    Boundedness.BOUNDED,
                                                                    rows,
                                                                    probe),
                                                            WatermarkStrategy.noWatermarks(),
                                                            "rows",
                                                            InternalTypeInfo.of(
                                                                    generated.rowType()))),
                                            generated)
                                    .sinkTo(new CheckingSink(probe, generated, rows)));
            return checked(probe.observation(), rows);
        }
    }

    /** What Flink costs without a connector: the generator into the check. */
    public Measurement flinkOnly(JobSettings settings, Boundedness declared, long rows)
            throws Exception {
        try (RunProbe probe = RunProbe.open()) {
            cluster.run(
                    settings,
                    flink ->
                            flink.fromSource(
                                            generator(declared, rows, probe),
                                            WatermarkStrategy.noWatermarks(),
                                            "rows",
                                            InternalTypeInfo.of(generated.rowType()))
                                    .sinkTo(new CheckingSink(probe, generated, rows)));
            return checked(probe.observation(), rows);
        }
    }

    private RowGeneratorSource generator(Boundedness declared, long rows, RunProbe probe) {
        return new RowGeneratorSource(generated, rows, cluster.parallelism(), declared, probe);
    }

    private Measurement checked(RunProbe.Observation observed, long rows) throws LostRowsException {
        LostRowsException.check(
                "the job's output", generated.expectedDigest(rows), observed.digest());
        return observed.first().orElseThrow().until(observed.last().orElseThrow(), rows);
    }
}
