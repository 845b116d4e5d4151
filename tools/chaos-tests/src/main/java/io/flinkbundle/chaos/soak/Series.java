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

package io.flinkbundle.chaos.soak;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The lowest value of each minute: of a heap it is what remains behind a collection.
 *
 * @param name of the line
 * @param minutes the values, minute by minute
 */
@Internal
record Series(String name, List<Double> minutes) {

    private static final int MINUTE = 60;

    /** Minutes in which classes are loaded, caches fill and code is compiled. */
    private static final int WARM_UP = 5;

    Series {
        minutes = List.copyOf(minutes);
    }

    static Series of(String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
        Map<Long, Double> lowest = new TreeMap<>();
        for (Sample sample : samples) {
            lowest.merge(sample.seconds() / MINUTE, value.applyAsDouble(sample), Math::min);
        }
        return new Series(name, new ArrayList<>(lowest.values()));
    }

    /** The mean of the first third behind the warm-up. */
    double early() {
        int from = warmUp();
        return mean(minutes.subList(from, from + third()));
    }

    /** The mean of the last third. */
    double late() {
        return mean(minutes.subList(minutes.size() - third(), minutes.size()));
    }

    private int warmUp() {
        return Math.min(WARM_UP, minutes.size() - 1);
    }

    private int third() {
        return Math.max(1, (minutes.size() - warmUp()) / 3);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** A row of a table of Markdown. */
    String row(String title) {
        return String.format(
                Locale.ROOT, "| %s | %s | %,.1f | %,.1f |", title, name, early(), late());
    }
}
