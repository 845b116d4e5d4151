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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.ProtoRows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Appends an unbounded input over the Storage Write interface. */
@Internal
public final class BigQueryAppendBenchmark implements Benchmark {

    private final String name;
    private final String guarantee;

    private BigQueryAppendBenchmark(String name, String guarantee) {
        this.name = name;
        this.guarantee = guarantee;
    }

    /** On the default stream. */
    public static BigQueryAppendBenchmark atLeastOnce() {
        return new BigQueryAppendBenchmark("bigquery-append", "at-least-once");
    }

    /** On buffered streams, which each checkpoint makes visible. */
    public static BigQueryAppendBenchmark exactlyOnce() {
        return new BigQueryAppendBenchmark("bigquery-append-exactly-once", "exactly-once");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "BigQuery sink, unbounded input with checkpoints, " + guarantee;
    }

    @Override
    public String baseline() {
        return StreamWriterLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return 100;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new AppendSession(environment);
    }

    private final class AppendSession extends BigQuerySession {

        private final Duration checkpointInterval;
        private final BigQueryWriteClient writer;
        private List<ProtoRows> requests = List.of();
        private long prepared = -1;

        AppendSession(BenchmarkEnvironment environment) throws IOException {
            super(environment, Boundedness.CONTINUOUS_UNBOUNDED);
            this.checkpointInterval = environment.checkpointInterval();
            this.writer = server.writeClient();
        }

        @Override
        public void prepare(long rows) throws IOException {
            if (rows != prepared) {
                requests = PreparedRows.requests(runs.slots(), rows);
                prepared = rows;
            }
        }

        @Override
        public Contender baseline() {
            return verified(
                    "StreamWriter",
                    rows -> {
                        prepare(rows);
                        return StreamWriterLoop.run(writer, requests, rows);
                    });
        }

        @Override
        JobSettings settings(boolean objectReuse) {
            return new JobSettings(objectReuse, Optional.of(checkpointInterval));
        }

        @Override
        Map<String, String> options() {
            return Map.of("sink.delivery-guarantee", guarantee);
        }

        @Override
        public void close() {
            writer.close();
            super.close();
        }
    }
}
