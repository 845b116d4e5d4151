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

import io.flinkbundle.benchmarks.measure.Measurement;

import java.util.ArrayList;
import java.util.List;

/** A benchmark that moves nothing, says how long it took, and keeps a log of its runs. */
final class FakeBenchmark implements Benchmark {

    final List<String> runs = new ArrayList<>();
    final List<Long> prepared = new ArrayList<>();
    boolean closed;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public String summary() {
        return "nothing";
    }

    @Override
    public String baseline() {
        return "a raw loop";
    }

    @Override
    public double referenceCpuNanosPerRow() {
        return 10;
    }

    @Override
    public FakeSession open(BenchmarkEnvironment environment) {
        return new FakeSession();
    }

    /** A contender that always has the same speed. */
    private Contender contender(String name, double rowsPerSecond, long rowLimit) {
        return TimedContender.limited(
                name,
                rowLimit,
                rows -> {
                    runs.add(name + " " + rows);
                    long nanos = Math.max(1, Math.round(rows * 1e9 / rowsPerSecond));
                    return new Measurement(rows, nanos, 2 * nanos);
                });
    }

    final class FakeSession implements Benchmark.Session {

        @Override
        public void prepare(long rows) {
            prepared.add(rows);
        }

        @Override
        public Contender baseline() {
            return contender("baseline", 1_000_000, Long.MAX_VALUE);
        }

        @Override
        public Contender connector(boolean objectReuse) {
            return contender(
                    objectReuse ? "reuse" : "connector",
                    objectReuse ? 900_000 : 800_000,
                    Long.MAX_VALUE);
        }

        @Override
        public Contender flinkOnly() {
            return contender("flink", 5_000_000, Long.MAX_VALUE);
        }

        @Override
        public List<Contender> standingPeers() {
            return List.of(contender("slow", 1_000, 50));
        }

        @Override
        public List<Contender> optionalPeers() {
            return List.of(contender("other", 400_000, Long.MAX_VALUE));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
