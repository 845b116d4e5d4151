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

/**
 * How another way did.
 *
 * @param name what was run
 * @param rows how many rows it was given a round; fewer than the others if it is slow
 * @param rowsPerSecond its median rate
 * @param cpuNanosPerRow its median CPU time a row
 * @param ratio the connector's rate divided by its rate, median of the rounds: above 1 the
 *     connector is faster
 */
@Internal
public record PeerResult(
        String name, long rows, double rowsPerSecond, double cpuNanosPerRow, double ratio) {}
