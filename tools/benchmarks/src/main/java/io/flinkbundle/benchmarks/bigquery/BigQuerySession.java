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
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.Boundedness;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;

import java.io.IOException;
import java.util.Map;

/** What the benchmarks of the sink have in common: a table that each run fills anew. */
@Internal
abstract class BigQuerySession implements Benchmark.Session {

    final FlinkRuns runs;
    final BigQueryProcess server;
    final BigQuery bigQuery;
    final BigQueryReadClient reader;
    private final Boundedness input;

    BigQuerySession(BenchmarkEnvironment environment, Boundedness input) throws IOException {
        this.runs = new FlinkRuns(environment.cluster(), environment.fault());
        this.input = input;
        this.server = BigQueryProcess.start();
        this.bigQuery = server.bigQuery();
        this.reader = server.readClient();
        BigQueryTable.createDataset(bigQuery);
    }

    abstract JobSettings settings(boolean objectReuse);

    abstract Map<String, String> options();

    @Override
    public Contender connector(boolean objectReuse) {
        ConnectorTable table = BigQueryTable.ofConnector(server, options());
        return verified(
                objectReuse ? "connector, object reuse" : "connector",
                rows -> runs.sink(settings(objectReuse), input, rows, table::write));
    }

    @Override
    public Contender flinkOnly() {
        return TimedContender.of(
                "Flink alone", rows -> runs.flinkOnly(settings(false), input, rows));
    }

    /** Begins with an empty table, which is read back after the clock has stopped. */
    Contender verified(String contender, TimedContender.Run write) {
        return TimedContender.of(
                contender,
                rows -> {
                    BigQueryTable.renew(bigQuery);
                    Measurement measured = write.run(rows);
                    ReadRowsLoop.verify(reader, runs.slots(), rows);
                    return measured;
                });
    }

    @Override
    public void close() {
        reader.close();
        server.close();
    }
}
