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

package io.flinkbundle.emulators.influxdb3.engine;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.store.Pending;
import io.flinkbundle.emulators.influxdb3.store.Segment;
import io.flinkbundle.emulators.influxdb3.write.ColumnData;

import org.apache.flink.annotation.Internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Points on their way into DuckDB, as a table function reads them: segment by segment, with the
 * fields that any has.
 */
@Internal
final class LoadJob {

    private final List<Column> fields;
    private final List<Segment> segments;
    private final int[][] columnOfField;

    LoadJob(Pending pending) {
        this.segments = pending.segments();
        TreeMap<Integer, Column> present = new TreeMap<>();
        for (Segment segment : segments) {
            segment.columns().forEach(data -> present.put(data.column().index(), data.column()));
        }
        this.fields = List.copyOf(present.values());
        this.columnOfField = segments.stream().map(this::placesOfFields).toArray(int[][]::new);
    }

    private int[] placesOfFields(Segment segment) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < segment.columns().size(); i++) {
            places.put(segment.columns().get(i).column().index(), i);
        }
        return fields.stream().mapToInt(field -> places.getOrDefault(field.index(), -1)).toArray();
    }

    /** The fields that any of the points has. */
    List<Column> fields() {
        return fields;
    }

    List<Segment> segments() {
        return segments;
    }

    boolean has(int segment, int field) {
        return columnOfField[segment][field] >= 0;
    }

    ColumnData data(int segment, int field) {
        return segments.get(segment).columns().get(columnOfField[segment][field]);
    }
}
