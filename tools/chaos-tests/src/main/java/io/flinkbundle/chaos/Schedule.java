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

package io.flinkbundle.chaos;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What happens in a run.
 *
 * @param faults that may be drawn
 * @param rounds how many are drawn
 * @param seed draws the same faults again
 */
@Internal
record Schedule(List<Fault> faults, int rounds, long seed) {

    Schedule {
        faults = List.copyOf(faults);
    }

    /** Whether a promise to deliver each row once is off: the operator asks for repetition. */
    boolean repeatsRows() {
        return faults.stream().anyMatch(Fault::repeatsRows);
    }

    /** Without the faults that cannot be had. */
    Schedule without(Predicate<Fault> impossible) {
        List<Fault> possible = faults.stream().filter(impossible.negate()).toList();
        if (possible.isEmpty()) {
            throw new ChaosException("None of these faults can be had here: " + faults);
        }
        return new Schedule(possible, rounds, seed);
    }

    Fault draw(Random random) {
        return faults.get(random.nextInt(faults.size()));
    }
}
