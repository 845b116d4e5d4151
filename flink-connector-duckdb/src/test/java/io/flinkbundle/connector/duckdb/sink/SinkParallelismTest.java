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

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SinkParallelismTest {

    private final DiscardingSink<String> sink = new DiscardingSink<>();

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 0, 2", "1, 3, 3", "2, 1, 1"})
    void aPlannersSinkIsAsParallelAsItsInputUnlessDeclared(
            int inputParallelism, int declared, int expected) {
        DataStream<String> input = input(inputParallelism);

        assertThat(SinkParallelism.of(input, sink, declared)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "1, 2"})
    void goesByTheParallelismThatIsSetBehindSinkTo(int inputParallelism, int sinkParallelism) {
        DataStream<String> input = input(inputParallelism);
        input.sinkTo(sink).setParallelism(sinkParallelism);

        assertThat(SinkParallelism.of(input, sink, 0)).isEqualTo(sinkParallelism);
    }

    @Test
    void goesByTheSinkThatWrapsIt() {
        DataStream<String> input = input(1);
        input.sinkTo(new DiscardingSink<>()).setParallelism(3);

        assertThat(SinkParallelism.of(input, sink, 0)).isEqualTo(3);
    }

    private static DataStream<String> input(int parallelism) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        return environment.fromData("a", "b").map(each -> each).setParallelism(parallelism);
    }
}
