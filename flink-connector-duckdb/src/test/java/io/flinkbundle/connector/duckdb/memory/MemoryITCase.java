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

package io.flinkbundle.connector.duckdb.memory;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.configuration.MemorySize;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many rows through a process with a small heap and a small limit for DuckDB. Takes minutes and a
 * few gigabytes of disk, so that it only runs when it is asked for:
 *
 * <pre>{@code
 * mvn verify -pl flink-connector-duckdb -am -Dtest=none -Dit.test=MemoryITCase \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
 *     -Dduckdb.memory.rows=50000000
 * }</pre>
 */
@EnabledIfSystemProperty(named = "duckdb.memory.rows", matches = "\\d+")
@EnabledOnOs(value = OS.LINUX, disabledReason = "Reads the size of the process from /proc.")
class MemoryITCase {

    private static final MemorySize HEAP = MemorySize.ofMebiBytes(1024);

    /**
     * Code, metaspace, thread stacks and network buffers of Flink and the JVM, DuckDB's library,
     * and what DuckDB's allocator keeps beside what its limit counts.
     */
    private static final MemorySize OVERHEAD = MemorySize.ofMebiBytes(512);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(MemoryRun.Job.class)
    void staysWithinTheHeapAndTheLimit(MemoryRun.Job job) throws Exception {
        long rows = Long.getLong("duckdb.memory.rows");
        Path file = folder.resolve("t.duckdb");

        long peak = run(job, rows, file);

        assertThat(DuckDbFiles.query(file, "SELECT count(DISTINCT id) FROM t"))
                .containsExactly(Long.toString(rows));
        assertThat(peak).isLessThan(HEAP.add(job.duckDbMemory()).add(OVERHEAD).getBytes());
    }

    /** Returns the largest size that the process had, in bytes. */
    private long run(MemoryRun.Job job, long rows, Path file) throws Exception {
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command(job, rows, file))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        int exit = process.waitFor();
        String text = Files.readString(output);
        System.out.println(text);
        assertThat(exit).as(text).isZero();
        return MemoryRun.peak(text);
    }

    private static List<String> command(MemoryRun.Job job, long rows, Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-Xmx" + HEAP.getMebiBytes() + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryRun.class.getName(),
                        job.name(),
                        Long.toString(rows),
                        file.toString()));
        return command;
    }
}
