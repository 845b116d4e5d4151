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

package io.flinkbundle.emulators.influxdb3.store;

import io.flinkbundle.emulators.influxdb3.write.Series;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The series of a table, numbered, with the latest time of each. Not thread-safe. */
@Internal
final class SeriesIndex {

    private static final int INITIAL_CAPACITY = 16;

    private final Map<Series, Integer> numbers = new HashMap<>();
    private final List<Series> series = new ArrayList<>();

    private long[] latest = new long[INITIAL_CAPACITY];

    /** The number of the series with these tags. */
    int number(Series tags) {
        Integer known = numbers.get(tags);
        if (known != null) {
            return known;
        }
        int number = series.size();
        if (number == latest.length) {
            latest = Arrays.copyOf(latest, number * 2);
        }
        latest[number] = Long.MIN_VALUE;
        numbers.put(tags, number);
        series.add(tags);
        return number;
    }

    /**
     * Takes note of a point, and says whether it is later than all before of its series, so that it
     * is surely a new one.
     */
    boolean advance(int number, long time) {
        if (time > latest[number]) {
            latest[number] = time;
            return true;
        }
        return false;
    }

    /** The series from a number on. */
    List<Series> from(int number) {
        return List.copyOf(series.subList(number, series.size()));
    }
}
