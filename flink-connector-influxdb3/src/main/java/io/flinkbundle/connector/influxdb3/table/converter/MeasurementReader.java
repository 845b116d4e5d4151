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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

import java.io.IOException;
import java.io.Serializable;

/** Says to which table a row goes. Not thread-safe. */
@Internal
public interface MeasurementReader extends Serializable {

    /**
     * @throws IOException if the row names none, or one that line protocol cannot express
     */
    PointKey read(RowData row) throws IOException;

    /** The same for all rows. */
    static MeasurementReader fixed(PointKey table) {
        return row -> table;
    }

    /** What a column holds. */
    static MeasurementReader column(int index) {
        return new Column(index);
    }

    /** Rows often name the same table as the row before. */
    final class Column implements MeasurementReader {

        private static final long serialVersionUID = 1L;

        private final int index;
        private transient StringData lastName;
        private transient PointKey last;

        private Column(int index) {
            this.index = index;
        }

        @Override
        public PointKey read(RowData row) throws IOException {
            if (row.isNullAt(index)) {
                throw new IOException("its metadata column 'measurement' is NULL");
            }
            StringData name = row.getString(index);
            if (!name.equals(lastName)) {
                try {
                    last = PointKey.measurement(name.toString());
                } catch (IllegalArgumentException e) {
                    throw new IOException("it names a table that cannot be. " + e.getMessage(), e);
                }
                lastName = BinaryStringData.fromString(name.toString());
            }
            return last;
        }
    }
}
