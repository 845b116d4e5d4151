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

package io.flinkbundle.connector.influxdb3.table.converter;

import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.PointWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.Serializable;

/** Writes one column of a row into its point, or leaves it out where it is NULL. */
@Internal
public final class ColumnWriter implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int NO_COLUMN = -1;

    private final PointKey name;
    private final int index;
    private final boolean nullIsBad;
    private final ValueWriter writer;

    private ColumnWriter(PointKey name, int index, boolean nullIsBad, ValueWriter writer) {
        this.name = name;
        this.index = index;
        this.nullIsBad = nullIsBad;
        this.writer = writer;
    }

    /**
     * @param nullIsBad whether a NULL rejects its row
     */
    static ColumnWriter of(PointKey name, int index, boolean nullIsBad, ValueWriter writer) {
        return new ColumnWriter(name, index, nullIsBad, writer);
    }

    /** The same for all rows. */
    static ColumnWriter constant(PointKey name, ValueWriter writer) {
        return new ColumnWriter(name, NO_COLUMN, false, writer);
    }

    /** Writes a value that is not NULL. */
    @FunctionalInterface
    interface ValueWriter extends Serializable {

        /**
         * @throws IOException if the value cannot be written; the row is rejected
         */
        void write(RowData row, PointWriter point) throws IOException;
    }

    /**
     * @throws IOException if the value cannot be written; the row is rejected
     */
    void write(RowData row, PointWriter point) throws IOException {
        if (index == NO_COLUMN || !row.isNullAt(index)) {
            writer.write(row, point);
        } else if (nullIsBad) {
            throw new IOException(
                    "its column '" + name + "' is NULL, and 'field.missing' is 'fail'");
        }
    }
}
