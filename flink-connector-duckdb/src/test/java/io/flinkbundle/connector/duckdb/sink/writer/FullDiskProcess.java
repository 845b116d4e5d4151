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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.sink.committer.CommitRequestStub;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommittable;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommitter;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/**
 * Stages or commits rows in a process of its own, in which no file may grow over {@link
 * #MAX_FILE_BYTES}: the driver is loaded before, because it unpacks a larger one. Says at the end
 * how it went.
 */
final class FullDiskProcess {

    static final long MAX_FILE_BYTES = 2 << 20;
    static final long ROWS = 160_000;

    private static final int BATCH_ROWS = 20_000;
    private static final String FAILED = "failed: ";

    private FullDiskProcess() {}

    /**
     * @param args {@code stage} and the target, or {@code commit} with the staged file behind it
     */
    public static void main(String[] args) throws Exception {
        DuckDbSinkConfig config = SinkFiles.config(Path.of(args[1]));
        UUID database = prepare(config);
        limitFiles();
        try {
            if (args[0].equals("stage")) {
                stage(config);
            } else {
                commit(config, database, new StagedFile(args[2], "h", 0, ROWS));
            }
            System.out.println("all is written");
        } catch (IOException e) {
            System.out.println(FAILED + e.getMessage());
        }
    }

    /** Runs the process to its end and returns the message of the failure. */
    static String run(String... args) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDiskProcess.class.getName());
        builder.command().addAll(List.of(args));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = process.inputReader().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith(FAILED))
                .map(line -> line.substring(FAILED.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The process said: " + lines));
    }

    private static void limitFiles() throws Exception {
        String pid = Long.toString(ProcessHandle.current().pid());
        int exit =
                new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + MAX_FILE_BYTES)
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("prlimit ended with " + exit);
        }
    }

    static UUID prepare(DuckDbSinkConfig config) throws Exception {
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetTable.prepare(target, config);
            return new CommitMarkers(target, config).prepare();
        }
    }

    static StagedFile stage(DuckDbSinkConfig config) throws Exception {
        try (StagingDestination destination =
                new StagingDestination(
                        config,
                        StagingFolder.open(config.stagingPath()),
                        StagedFileName.first("test-sink", new UUID(0, 1), 0))) {
            RowBatch batch = RowBatch.of(config);
            Random random = new Random(1);
            for (long id = 0; id < ROWS; id++) {
                batch.append(GenericRowData.of(id, text(random)));
                if (batch.rows() == BATCH_ROWS) {
                    destination.write(batch);
                    batch.clear();
                }
            }
            StagedResult result = destination.prepareCommit().iterator().next();
            return result.file();
        }
    }

    /** What no compression makes much smaller. */
    private static StringData text(Random random) {
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        return StringData.fromString(HexFormat.of().formatHex(bytes));
    }

    static void commit(DuckDbSinkConfig config, UUID database, StagedFile file) throws Exception {
        DuckDbCommittable committable =
                new DuckDbCommittable(
                        DuckDbCommittable.Kind.APPEND,
                        new UUID(0, 7),
                        database,
                        1,
                        0,
                        config.path(),
                        false,
                        List.of(),
                        List.of(file));
        try (DuckDbCommitter committer =
                new DuckDbCommitter(
                        config,
                        "a job",
                        InternalSinkCommitterMetricGroup.wrap(
                                UnregisteredMetricsGroup.createOperatorMetricGroup()),
                        OptionalLong.empty())) {
            committer.commit(List.of(new CommitRequestStub(committable)));
        }
    }
}
