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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter;
import io.flinkbundle.connector.influxdb3.table.converter.MeasurementReader;
import io.flinkbundle.connector.influxdb3.table.converter.RowPointSerializer;
import io.flinkbundle.connector.influxdb3.table.converter.TimeReader;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/**
 * How rows are laid into points.
 *
 * @param table the measurement of all rows; empty where a metadata column names it
 * @param tags write the tags of a row, in the order of the server's columns
 * @param fields write the fields of a row
 * @param time reads the time of a row
 * @param precision the unit in which times are sent
 * @param physicalColumns how many columns come before those of the metadata
 */
@Internal
record PointLayout(
        Optional<PointKey> table,
        List<ColumnWriter> tags,
        List<ColumnWriter> fields,
        TimeReader time,
        TimePrecision precision,
        int physicalColumns) {

    PointLayout {
        tags = List.copyOf(tags);
        fields = List.copyOf(fields);
    }

    /**
     * @param measurement says to which table a row goes
     */
    RowPointSerializer serializer(MeasurementReader measurement) {
        return new RowPointSerializer(measurement, tags, fields, time);
    }
}
