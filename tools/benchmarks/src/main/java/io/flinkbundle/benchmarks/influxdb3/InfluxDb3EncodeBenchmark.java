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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.flink.Fault;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

/**
 * The line protocol of the InfluxDB 3 sink, made from rows of Flink, against the points of
 * InfluxDB's own Java client. No server, no Flink job: only the encoding is measured.
 */
@Internal
public final class InfluxDb3EncodeBenchmark implements Benchmark {

    private static final double REFERENCE_CPU_NANOS = 1_270;

    @Override
    public String name() {
        return "influxdb3-encode";
    }

    @Override
    public String summary() {
        return "InfluxDB 3 encoding of rows as line protocol, without a server or a job";
    }

    @Override
    public String baseline() {
        return "Point.toLineProtocol of influxdb3-java, joined and turned into UTF-8";
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return REFERENCE_CPU_NANOS;
    }

    /** There is no job. */
    @Override
    public boolean scales() {
        return false;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) {
        return new EncodeSession(environment);
    }

    private static final class EncodeSession implements Session {

        private final FlinkRuns runs;
        private final SensorRows sensors = new SensorRows();
        private final Fault fault;

        private EncodeSession(BenchmarkEnvironment environment) {
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.fault = environment.fault();
        }

        @Override
        public Contender baseline() {
            return encoding("Point of influxdb3-java", new PointEncoding(sensors));
        }

        /** Object reuse is a setting of jobs, so the answer is the same. */
        @Override
        public Contender connector(boolean objectReuse) {
            return encoding(
                    objectReuse ? "connector, object reuse" : "connector",
                    new ConnectorEncoding(sensors, fault));
        }

        @Override
        public Contender flinkOnly() {
            return TimedContender.of(
                    "Flink alone",
                    rows ->
                            runs.flinkOnly(
                                    JobSettings.withoutCheckpoints(false),
                                    Boundedness.BOUNDED,
                                    rows));
        }

        private Contender encoding(String name, LineEncoding encoding) {
            return TimedContender.of(
                    name,
                    rows -> {
                        RowDigest digest = new RowDigest();
                        Measurement measurement =
                                encoding.run(
                                        rows,
                                        (bytes, length) -> sensors.addTo(digest, bytes, length));
                        LostRowsException.check("the lines", sensors.expectedDigest(rows), digest);
                        return measurement;
                    });
        }

        @Override
        public void close() {}
    }
}
