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

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Loads a bounded input by one job. */
@Internal
public final class BigQueryLoadBenchmark implements Benchmark {

    @Override
    public String name() {
        return "bigquery-load";
    }

    @Override
    public String summary() {
        return "BigQuery sink, bounded input: staged files and one load job";
    }

    @Override
    public String baseline() {
        return LoadLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return 140;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new LoadSession(environment);
    }

    private static final class LoadSession extends BigQuerySession {

        private final LoadLoop loop;
        private List<byte[]> lines = List.of();
        private long prepared = -1;

        LoadSession(BenchmarkEnvironment environment) throws IOException {
            super(environment, Boundedness.BOUNDED);
            this.loop = new LoadLoop(bigQuery, server.storage());
        }

        @Override
        public void prepare(long rows) {
            if (rows != prepared) {
                lines = PreparedRows.lines(runs.slots(), rows);
                prepared = rows;
            }
        }

        @Override
        public Contender baseline() {
            return verified(
                    "one file, one job",
                    rows -> {
                        prepare(rows);
                        return loop.run(lines, rows);
                    });
        }

        @Override
        JobSettings settings(boolean objectReuse) {
            return JobSettings.withoutCheckpoints(objectReuse);
        }

        @Override
        Map<String, String> options() {
            return Map.of();
        }
    }
}
