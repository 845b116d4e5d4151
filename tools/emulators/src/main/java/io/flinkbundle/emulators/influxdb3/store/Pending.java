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

import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.write.Series;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * What has to be loaded of a table.
 *
 * @param schema the columns that it has by now
 * @param firstSeries the number of the first of the new series
 * @param series the new series
 * @param segments the new points, in the order in which they were written
 */
@Internal
public record Pending(
        TableSchema schema, int firstSeries, List<Series> series, List<Segment> segments) {

    public int rows() {
        return segments.stream().mapToInt(Segment::rows).sum();
    }

    public boolean mayRepeat() {
        return segments.stream().anyMatch(Segment::mayRepeat);
    }
}
