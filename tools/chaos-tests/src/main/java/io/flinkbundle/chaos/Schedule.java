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

    Fault draw(Random random) {
        return faults.get(random.nextInt(faults.size()));
    }
}
