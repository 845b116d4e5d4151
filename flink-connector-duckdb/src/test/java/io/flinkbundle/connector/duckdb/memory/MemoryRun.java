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

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.sink.DuckDbSink;
import io.flinkbundle.connector.duckdb.source.DuckDbSource;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One job in this process, and how much memory it took. */
public final class MemoryRun {

    private static final MemorySize LIMIT = MemorySize.ofMebiBytes(512);
    private static final int PARALLELISM = 2;
    private static final long CHECKPOINT_MILLIS = 5_000;

    private static final DataType ROWS =
            DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT()),
                    DataTypes.FIELD("quantity", DataTypes.INT()),
                    DataTypes.FIELD("price", DataTypes.DOUBLE()),
                    DataTypes.FIELD("name", DataTypes.VARCHAR(20)),
                    DataTypes.FIELD("ts", DataTypes.TIMESTAMP(6)));

    private static final TypeInformation<RowData> TYPE = InternalTypeInfo.of(ROWS.getLogicalType());

    private static final Pattern PEAK = Pattern.compile("peak of the process (\\d+) MiB");

    private MemoryRun() {}

    /** What is run; staging files have a quarter of the limit each, beside that of the target. */
    enum Job {
        SCAN(LIMIT),
        APPEND_BULK(LIMIT),
        APPEND_EXACTLY_ONCE(new MemorySize(LIMIT.getBytes() * (4 + PARALLELISM) / 4));

        private final MemorySize duckDbMemory;

        Job(MemorySize duckDbMemory) {
            this.duckDbMemory = duckDbMemory;
        }

        MemorySize duckDbMemory() {
            return duckDbMemory;
        }
    }

    public static void main(String[] args) throws Exception {
        Job job = Job.valueOf(args[0]);
        long rows = Long.parseLong(args[1]);
        Path file = Path.of(args[2]);
        if (job == Job.SCAN) {
            fill(file, rows);
        }
        long started = System.nanoTime();
        run(job, rows, file);
        System.out.printf(
                "%s of %d rows in %d s: peak of the heap %d MiB, peak of the process %d MiB%n",
                job,
                rows,
                (System.nanoTime() - started) / 1_000_000_000,
                peakHeap() >> 20,
                peakProcess() >> 10);
    }

    /** What a run has printed, in bytes. */
    static long peak(String output) {
        Matcher matcher = PEAK.matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No figures in: " + output);
        }
        return MemorySize.ofMebiBytes(Long.parseLong(matcher.group(1))).getBytes();
    }

    private static void run(Job job, long rows, Path file) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(PARALLELISM);
        DuckDbSettings settings = DuckDbSettings.of(file.toString()).withMemoryLimit(LIMIT);
        switch (job) {
            case SCAN ->
                    environment
                            .fromSource(
                                    source(settings), WatermarkStrategy.noWatermarks(), "source")
                            .sinkTo(new DiscardingSink<>());
            case APPEND_BULK -> append(environment, settings, WriteMode.BATCH, rows);
            case APPEND_EXACTLY_ONCE -> {
                environment.enableCheckpointing(CHECKPOINT_MILLIS);
                append(environment, settings, WriteMode.STREAMING, rows);
            }
        }
        environment.execute(job.name());
    }

    private static DuckDbSource<RowData> source(DuckDbSettings settings) {
        return DuckDbSource.<RowData>builder(row -> row, TYPE)
                .setSettings(settings)
                .setTableName("t")
                .setRowType(ROWS)
                .build();
    }

    private static void append(
            StreamExecutionEnvironment environment,
            DuckDbSettings settings,
            WriteMode mode,
            long rows) {
        GeneratorFunction<Long, RowData> generator = MemoryRun::row;
        environment
                .fromSource(
                        new DataGeneratorSource<>(generator, rows, TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "rows")
                .sinkTo(
                        DuckDbSink.<RowData>builder()
                                .setSettings(settings)
                                .setTableName("t")
                                .setRowType(ROWS)
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setWriteMode(mode)
                                .build());
    }

    private static RowData row(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return GenericRowData.of(
                id,
                (int) (mixed >>> 40),
                (mixed >>> 11) * 0x1.0p-53,
                StringData.fromString(Long.toHexString(mixed) + "abcd"),
                TimestampData.fromEpochMillis(1_700_000_000_000L + id));
    }

    private static void fill(Path file, long rows) throws Exception {
        DuckDbFiles.execute(
                file,
                "SET memory_limit = '256MB'",
                "CREATE TABLE t AS SELECT range AS id, (hash(range) >> 40)::INTEGER AS quantity,"
                        + " (hash(range) >> 11) * pow(2, -53) AS price,"
                        + " left(md5(range::VARCHAR), 20) AS name,"
                        + " make_timestamp(1700000000000000 + range * 1000) AS ts"
                        + " FROM range("
                        + rows
                        + ")");
    }

    /** The sum of what each pool had at most: not less than all of them had at one time. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    /** Kibibytes of memory that the process has had at most, all that is native included. */
    private static long peakProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
