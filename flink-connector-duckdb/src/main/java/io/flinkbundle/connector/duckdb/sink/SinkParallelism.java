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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.transformations.SinkTransformation;

import java.util.Optional;
import java.util.function.Predicate;

/** Finds out how many subtasks a sink will have, while the job graph is built. */
@Internal
final class SinkParallelism {

    private SinkParallelism() {}

    /**
     * A planner does not list its sinks in the environment; they are as parallel as their input. A
     * sink that wraps this one is listed in its place, and is known by its input.
     *
     * @param input what feeds the sink
     * @param sink the sink that asks
     * @param declared the parallelism that the sink will have; zero if only Flink knows
     */
    static int of(DataStream<?> input, Sink<?> sink, int declared) {
        if (declared > 0) {
            return declared;
        }
        Transformation<?> feeding = input.getTransformation();
        return find(input, listed -> listed.getSink() == sink)
                .or(() -> find(input, listed -> listed.getInputs().contains(feeding)))
                .orElseGet(feeding::getParallelism);
    }

    private static Optional<Integer> find(
            DataStream<?> input, Predicate<SinkTransformation<?, ?>> condition) {
        return input.getExecutionEnvironment().getTransformations().stream()
                .filter(
                        transformation ->
                                transformation instanceof SinkTransformation<?, ?> listed
                                        && condition.test(listed))
                .map(Transformation::getParallelism)
                .max(Integer::compare);
    }
}
