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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the rows of a query look like on the wire, and where their values go.
 *
 * @param columns the columns of the rows that come out
 * @param selected what the query selects, in its order
 */
@Internal
record RowLayout(List<ScanColumn> columns, List<Selected> selected) {

    /** The place of a value that does not come out. */
    static final int NOWHERE = -1;

    RowLayout {
        columns = List.copyOf(columns);
        selected = List.copyOf(selected);
    }

    /**
     * A column of a query.
     *
     * @param alias its name in the result: short, and without anything that JSON would escape
     * @param target the place of its values in the rows, or {@link #NOWHERE}
     * @param kind how they are read
     * @param isTime whether it is the time of the point, which tells the position
     * @param identity a number for its name if it tells points of one time apart; else zero
     */
    record Selected(String alias, int target, CellKind kind, boolean isTime, long identity) {

        /** The longest key that is compared at once. */
        static final int MAX_KEY_BYTES = 8;

        byte[] key() {
            return ('"' + alias + "\":").getBytes(StandardCharsets.US_ASCII);
        }
    }
}
