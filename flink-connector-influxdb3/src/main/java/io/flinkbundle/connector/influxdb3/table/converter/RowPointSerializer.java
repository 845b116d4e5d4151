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

import io.flinkbundle.connector.influxdb3.client.PointWriter;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.util.List;

/** Turns rows into points, without an object a row. */
@Internal
public final class RowPointSerializer implements InfluxDb3SerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final MeasurementReader measurement;
    private final ColumnWriter[] columns;
    private final TimeReader time;

    public RowPointSerializer(
            MeasurementReader measurement,
            List<ColumnWriter> tags,
            List<ColumnWriter> fields,
            TimeReader time) {
        this.measurement = measurement;
        this.columns = new ColumnWriter[tags.size() + fields.size()];
        this.time = time;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i < tags.size() ? tags.get(i) : fields.get(i - tags.size());
        }
    }

    @Override
    public void serialize(RowData row, PointWriter point) throws IOException {
        point.measurement(measurement.read(row));
        for (ColumnWriter column : columns) {
            column.write(row, point);
        }
        point.time(time.read(row));
    }
}
