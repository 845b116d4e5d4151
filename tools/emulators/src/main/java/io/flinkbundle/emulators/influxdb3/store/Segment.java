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

import io.flinkbundle.emulators.influxdb3.write.ColumnData;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * Points of a table that were written together and wait to be loaded.
 *
 * @param rows how many
 * @param times nanoseconds since the epoch by row
 * @param series the numbers of their series by row
 * @param columns the fields that any of them has
 * @param receivedMillis when they were written
 * @param mayRepeat whether a point may be one that the table has already
 */
@Internal
public record Segment(
        int rows,
        long[] times,
        int[] series,
        List<ColumnData> columns,
        long receivedMillis,
        boolean mayRepeat) {}
