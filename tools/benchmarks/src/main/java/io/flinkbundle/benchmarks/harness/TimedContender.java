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

import org.apache.flink.annotation.Internal;

/** Contenders from lambdas. */
@Internal
public final class TimedContender implements Contender {

    /** The body of {@link Contender#run}. */
    @FunctionalInterface
    public interface Run {
        Measurement run(long rows) throws Exception;
    }

    private final String name;
    private final long rowLimit;
    private final Run run;

    private TimedContender(String name, long rowLimit, Run run) {
        this.name = name;
        this.rowLimit = rowLimit;
        this.run = run;
    }

    public static Contender of(String name, Run run) {
        return new TimedContender(name, Long.MAX_VALUE, run);
    }

    /** A contender so slow that it is given at most {@code rowLimit} rows. */
    public static Contender limited(String name, long rowLimit, Run run) {
        return new TimedContender(name, rowLimit, run);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long rowLimit() {
        return rowLimit;
    }

    @Override
    public Measurement run(long rows) throws Exception {
        return run.run(rows);
    }
}
