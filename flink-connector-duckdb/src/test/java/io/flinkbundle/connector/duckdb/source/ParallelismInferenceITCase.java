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

package io.flinkbundle.connector.duckdb.source;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.DynamicFilteringInfo;
import org.apache.flink.api.connector.source.DynamicParallelismInference;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ParallelismInferenceITCase {

    /** Three row groups. */
    private static final int ROWS = 300_000;

    private static final int SPLITS = 3;
    private static final int SLOTS = 8;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(SLOTS)
                            .build());

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT range AS id FROM range(" + ROWS + ")");
    }

    private DuckDbSource<Long> source() {
        return DuckDbSource.builder(row -> row.getLong(0), Types.LONG)
                .setPath(file.toString())
                .setTableName("t")
                .setRowType(DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())))
                .setPartitionSize(122_880)
                .build();
    }

    private static DynamicParallelismInference.Context atMost(int readers) {
        return new DynamicParallelismInference.Context() {
            @Override
            public Optional<DynamicFilteringInfo> getDynamicFilteringInfo() {
                return Optional.empty();
            }

            @Override
            public int getParallelismInferenceUpperBound() {
                return readers;
            }

            @Override
            public long getDataVolumePerTask() {
                return 1;
            }
        };
    }

    @Test
    void thereAreNoMoreReadersThanSplits() {
        assertThat(source().inferParallelism(atMost(100))).isEqualTo(SPLITS);
    }

    @Test
    void thereAreNoMoreReadersThanFlinkAllows() {
        assertThat(source().inferParallelism(atMost(2))).isEqualTo(2);
    }

    @Test
    void anEmptyTableHasOneReader() throws Exception {
        DuckDbFiles.execute(file, "DELETE FROM t");

        assertThat(source().inferParallelism(atMost(100))).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadDecidesNothing() {
        file = folder.resolve("missing.duckdb");

        assertThat(source().inferParallelism(atMost(5))).isEqualTo(5);
    }

    @Test
    void aBatchJobHasAReaderForEachSplit(@InjectMiniCluster MiniCluster cluster) throws Exception {
        Configuration config = new Configuration();
        config.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        config.set(
                BatchExecutionOptions.ADAPTIVE_AUTO_PARALLELISM_DEFAULT_SOURCE_PARALLELISM, SLOTS);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(config);
        environment.setParallelism(ExecutionConfig.PARALLELISM_DEFAULT);
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "numbers")
                .sinkTo(new DiscardingSink<>());

        JobClient job = environment.executeAsync();
        job.getJobExecutionResult().get();

        AccessExecutionGraph graph = cluster.getExecutionGraph(job.getJobID()).get();
        assertThat(graph.getVerticesTopologically())
                .first()
                .extracting(AccessExecutionJobVertex::getParallelism)
                .isEqualTo(SPLITS);
    }
}
