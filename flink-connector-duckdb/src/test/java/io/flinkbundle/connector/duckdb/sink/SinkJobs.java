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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.types.RowKind;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The jobs that the tests of the sink run. */
final class SinkJobs {

    private static final int ROWS_PER_SECOND = 1000;
    private static final int ROWS_PER_CHECKPOINT = 50;
    private static final int KEYS = 17;

    static final TypeInformation<RowData> TYPE =
            InternalTypeInfo.of(SinkFiles.ROWS.getLogicalType());

    private SinkJobs() {}

    static StreamExecutionEnvironment environment(RuntimeExecutionMode mode, boolean checkpoints) {
        return environment(mode, checkpoints, new Configuration());
    }

    static StreamExecutionEnvironment environment(
            RuntimeExecutionMode mode, boolean checkpoints, Configuration more) {
        Configuration config =
                new Configuration()
                        .set(ExecutionOptions.RUNTIME_MODE, mode)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(1));
        config.addAll(more);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(config).setParallelism(2);
        if (checkpoints) {
            environment.enableCheckpointing(50);
        }
        return environment;
    }

    /** Rows with the ids from zero up, each with the same name. */
    static DataStream<RowData> rows(
            StreamExecutionEnvironment environment, long count, String name) {
        GeneratorFunction<Long, RowData> generator =
                id -> GenericRowData.of(id, StringData.fromString(name));
        return environment
                .fromSource(
                        new DataGeneratorSource<>(generator, count, pace(environment), TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "rows")
                .uid("rows");
    }

    /**
     * Changes of a few keys from one source, in order: rows that come again and again under another
     * name, and are deleted in between.
     */
    static DataStream<RowData> changes(StreamExecutionEnvironment environment, long count) {
        return environment
                .fromSource(
                        new DataGeneratorSource<>(SinkJobs::change, count, pace(environment), TYPE),
                        WatermarkStrategy.noWatermarks(),
                        "changes")
                .setParallelism(1)
                .uid("rows");
    }

    private static RowData change(long number) {
        RowData row = GenericRowData.of(number % KEYS, StringData.fromString("n" + number));
        row.setRowKind(isDeletion(number) ? RowKind.DELETE : RowKind.UPDATE_AFTER);
        return row;
    }

    private static boolean isDeletion(long number) {
        return number % 5 == 0;
    }

    /** The rows that so many changes leave, in order. */
    static List<String> afterChanges(long count) {
        Map<Long, String> rows = new TreeMap<>();
        for (long number = 0; number < count; number++) {
            if (isDeletion(number)) {
                rows.remove(number % KEYS);
            } else {
                rows.put(number % KEYS, "n" + number);
            }
        }
        return rows.entrySet().stream().map(row -> row.getKey() + "|" + row.getValue()).toList();
    }

    /** With checkpoints the rows wait for them, so that several take part however slow it is. */
    private static RateLimiterStrategy<NumberSequenceSource.NumberSequenceSplit> pace(
            StreamExecutionEnvironment environment) {
        return environment.getCheckpointConfig().isCheckpointingEnabled()
                ? RateLimiterStrategy.perCheckpoint(ROWS_PER_CHECKPOINT)
                : RateLimiterStrategy.perSecond(ROWS_PER_SECOND);
    }

    static DuckDbSinkBuilder<RowData> sink(Path file, WriteMode mode) {
        return DuckDbSink.<RowData>builder()
                .setSettings(DuckDbSettings.of(file.toString()).withMaxWait(Duration.ofSeconds(10)))
                .setTableName("t")
                .setRowType(SinkFiles.ROWS)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setWriteMode(mode);
    }

    static List<String> ids(Path file) throws Exception {
        return SinkFiles.query(file, "SELECT id FROM t ORDER BY id");
    }

    static List<String> numbers(long from, long to) {
        return LongStream.range(from, to).mapToObj(Long::toString).toList();
    }
}
