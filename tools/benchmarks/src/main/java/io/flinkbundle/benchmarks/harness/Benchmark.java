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

package io.flinkbundle.benchmarks.harness;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * One connector path and the fastest raw client loop that does the same.
 *
 * <p>A benchmark is added by implementing this interface and listing it in {@code BenchmarkSuite};
 * interleaving, warm-up, statistics, and reports are the harness's.
 */
@Internal
public interface Benchmark {

    /** The name on the command line. */
    String name();

    /** One line for {@code --list}. */
    String summary();

    /** One line on what the raw loop does. */
    String baseline();

    /**
     * CPU nanoseconds a row that the raw loop needed when it was studied on its own. A baseline
     * that costs more than 1.3 times as much is not the fastest loop any more and has to be mended
     * first.
     */
    double referenceCpuNanosPerRow();

    /**
     * Whether more subtasks can move more rows: one stream has one reader, and changes that follow
     * upon each other have one order. The raw loop is the same for every parallelism.
     */
    default boolean scales() {
        return true;
    }

    /** Starts what the benchmark needs, for example a server. */
    Session open(BenchmarkEnvironment environment) throws Exception;

    /** A benchmark whose servers and files exist. Closing it removes them. */
    interface Session extends AutoCloseable {

        /** Makes sure that the rows 0 to {@code rows} - 1 can be read; sinks need nothing. */
        default void prepare(long rows) throws Exception {}

        Contender baseline();

        Contender connector(boolean objectReuse);

        /** The connector's job with a trivial source or sink in its place. */
        Contender flinkOnly();

        /** What every run reports beside the ratio. */
        default List<Contender> standingPeers() {
            return List.of();
        }

        /** What {@code --peer} adds: the way a user would otherwise take. */
        default List<Contender> optionalPeers() {
            return List.of();
        }

        @Override
        void close() throws Exception;
    }
}
