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

import java.util.Arrays;
import java.util.Collection;

/**
 * Median and extremes of some rounds.
 *
 * @param median the middle value, or the mean of the two middle ones
 * @param min the smallest value
 * @param max the largest value
 */
@Internal
public record Spread(double median, double min, double max) {

    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("No round has been run, so there is no median");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (Arrays.stream(sorted).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("A round without a value: " + values);
        }
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return new Spread(
                (sorted[lower] + sorted[upper]) / 2, sorted[0], sorted[sorted.length - 1]);
    }
}
