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

import io.flinkbundle.benchmarks.flink.ConnectorTable;
import io.flinkbundle.benchmarks.flink.FlinkCluster.JobSettings;
import io.flinkbundle.benchmarks.flink.FlinkRuns;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.Contender;
import io.flinkbundle.benchmarks.harness.TimedContender;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;

import java.io.IOException;
import java.util.Map;

/** Reads a table over the Storage Read interface. */
@Internal
public final class BigQueryReadBenchmark implements Benchmark {

    @Override
    public String name() {
        return "bigquery-read";
    }

    @Override
    public String summary() {
        return "BigQuery source, a whole table in Arrow";
    }

    @Override
    public String baseline() {
        return ReadRowsLoop.DESCRIPTION;
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return 110;
    }

    @Override
    public Session open(BenchmarkEnvironment environment) throws IOException {
        return new ReadSession(environment);
    }

    private static final class ReadSession implements Session {

        private final FlinkRuns runs;
        private final BigQueryProcess server;
        private final BigQuery bigQuery;
        private final BigQueryReadClient reader;
        private final BigQueryWriteClient writer;
        private long filled = -1;

        ReadSession(BenchmarkEnvironment environment) throws IOException {
            this.runs = new FlinkRuns(environment.cluster(), environment.fault());
            this.server = BigQueryProcess.start();
            this.bigQuery = server.bigQuery();
            this.reader = server.readClient();
            this.writer = server.writeClient();
            BigQueryTable.createDataset(bigQuery);
        }

        @Override
        public void prepare(long rows) throws Exception {
            if (rows != filled) {
                BigQueryTable.renew(bigQuery);
                StreamWriterLoop.run(writer, PreparedRows.requests(runs.slots(), rows), rows);
                filled = rows;
            }
        }

        @Override
        public Contender baseline() {
            return TimedContender.of(
                    "ReadRows",
                    rows -> new ReadRowsLoop(reader).run(runs.slots().expectedDigest(rows), rows));
        }

        @Override
        public Contender connector(boolean objectReuse) {
            ConnectorTable table = BigQueryTable.ofConnector(server, Map.of());
            return TimedContender.of(
                    objectReuse ? "connector, object reuse" : "connector",
                    rows ->
                            runs.source(
                                    JobSettings.withoutCheckpoints(objectReuse),
                                    rows,
                                    table::scan));
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

        @Override
        public void close() {
            reader.close();
            writer.close();
            server.close();
        }
    }
}
