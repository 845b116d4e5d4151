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

package io.flinkbundle.connector.common.boundedness;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WritePathDetectorTest {

    private enum Input {
        BOUNDED,
        UNBOUNDED,
        MIXED
    }

    @ParameterizedTest
    @CsvSource({
        "STREAMING, true, BOUNDED, STAGED_BULK",
        "STREAMING, true, UNBOUNDED, PER_CHECKPOINT",
        "STREAMING, true, MIXED, PER_CHECKPOINT",
        "STREAMING, false, BOUNDED, BULK",
        "STREAMING, false, UNBOUNDED, CONTINUOUS",
        "STREAMING, false, MIXED, CONTINUOUS",
        "BATCH, true, BOUNDED, BULK",
        "BATCH, false, BOUNDED, BULK",
        "AUTOMATIC, true, BOUNDED, BULK",
        "AUTOMATIC, true, UNBOUNDED, PER_CHECKPOINT",
        "AUTOMATIC, false, MIXED, CONTINUOUS"
    })
    void derivesThePathOfADataStreamJob(
            RuntimeExecutionMode mode, boolean checkpoints, Input input, WritePath expected) {
        StreamExecutionEnvironment environment = environment(mode, checkpoints);
        PathRecordingSink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        input(environment, input).sinkTo(sink);

        environment.getStreamGraph();

        assertThat(sink.path()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "STREAMING, true, BOUNDED, STAGED_BULK",
        "STREAMING, true, UNBOUNDED, PER_CHECKPOINT",
        "STREAMING, true, MIXED, PER_CHECKPOINT",
        "STREAMING, false, BOUNDED, BULK",
        "STREAMING, false, UNBOUNDED, CONTINUOUS",
        "BATCH, true, BOUNDED, BULK",
        "BATCH, false, BOUNDED, BULK"
    })
    void derivesThePathOfASqlJob(
            RuntimeExecutionMode mode, boolean checkpoints, Input input, WritePath expected) {
        StreamExecutionEnvironment environment = environment(mode, checkpoints);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.createTemporaryView("numbers", input(environment, input).map(n -> n, Types.LONG));
        tables.executeSql("CREATE TABLE target (n BIGINT) WITH ('connector' = 'path-recording')");
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO target SELECT f0 FROM numbers");
        statements.attachAsDataStream();

        assertThat(PathRecordingSink.pathIn(environment.getStreamGraph())).isEqualTo(expected);
    }

    @Test
    void ignoresUnboundedSourcesThatDoNotFeedTheSink() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, false);
        PathRecordingSink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        input(environment, Input.UNBOUNDED).sinkTo(new PathRecordingSink<>(WriteMode.AUTO));
        input(environment, Input.BOUNDED).sinkTo(sink);

        environment.getStreamGraph();

        assertThat(sink.path()).isEqualTo(WritePath.BULK);
    }

    @Test
    void doesNotTakeAJobForBatchBecauseOneOfItsSinksIsFedByABoundedSource() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.AUTOMATIC, true);
        PathRecordingSink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        input(environment, Input.BOUNDED).sinkTo(sink);
        input(environment, Input.UNBOUNDED).sinkTo(new PathRecordingSink<>(WriteMode.AUTO));

        environment.getStreamGraph();

        assertThat(sink.path()).isEqualTo(WritePath.STAGED_BULK);
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, BOUNDED, PER_CHECKPOINT", "BATCH, UNBOUNDED, STAGED_BULK"})
    void obeysAnExplicitMode(WriteMode mode, Input input, WritePath expected) {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        PathRecordingSink<Long> sink = new PathRecordingSink<>(mode);
        input(environment, input).sinkTo(sink);

        environment.getStreamGraph();

        assertThat(sink.path()).isEqualTo(expected);
    }

    @Test
    void givesTheSameAnswerWhenTheSameGraphIsBuiltAgain() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        PathRecordingSink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        input(environment, Input.BOUNDED).sinkTo(sink);

        environment.getExecutionPlan();
        environment.getStreamGraph();

        assertThat(sink.path()).isEqualTo(WritePath.STAGED_BULK);
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void refusesOneSinkObjectInTwoPlaces(Input second) {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        Sink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        input(environment, Input.BOUNDED).sinkTo(sink);
        input(environment, second).sinkTo(sink);

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("build one sink for each sinkTo()");
    }

    @Test
    void refusesOneSinkObjectTwiceBehindTheSameStream() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        Sink<Long> sink = new PathRecordingSink<>(WriteMode.AUTO);
        DataStream<Long> stream = input(environment, Input.BOUNDED);
        stream.sinkTo(sink);
        stream.sinkTo(sink);

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than one sinkTo()");
    }

    @Test
    void hasNoPathBeforeItLooked() {
        assertThatThrownBy(new WritePathDetector(WriteMode.AUTO)::path)
                .isInstanceOf(IllegalStateException.class);
    }

    private static StreamExecutionEnvironment environment(
            RuntimeExecutionMode mode, boolean checkpoints) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(ExecutionOptions.RUNTIME_MODE, mode));
        return checkpoints ? environment.enableCheckpointing(1000) : environment;
    }

    private static DataStream<Long> input(StreamExecutionEnvironment environment, Input input) {
        return switch (input) {
            case BOUNDED -> numbers(environment, Boundedness.BOUNDED);
            case UNBOUNDED -> numbers(environment, Boundedness.CONTINUOUS_UNBOUNDED);
            case MIXED ->
                    numbers(environment, Boundedness.BOUNDED)
                            .union(numbers(environment, Boundedness.CONTINUOUS_UNBOUNDED));
        };
    }

    private static DataStream<Long> numbers(
            StreamExecutionEnvironment environment, Boundedness boundedness) {
        return environment.fromSource(
                new DeclaredSource(boundedness), WatermarkStrategy.noWatermarks(), "numbers");
    }

    /** A generator that says about its end what the test wants to hear. */
    private static final class DeclaredSource extends DataGeneratorSource<Long> {
        private final Boundedness boundedness;

        private DeclaredSource(Boundedness boundedness) {
            super(n -> n, 10, Types.LONG);
            this.boundedness = boundedness;
        }

        @Override
        public Boundedness getBoundedness() {
            return boundedness;
        }
    }
}
