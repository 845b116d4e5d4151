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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.flink.Fault;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter;
import io.flinkbundle.connector.influxdb3.table.converter.FieldWriters;
import io.flinkbundle.connector.influxdb3.table.converter.MeasurementReader;
import io.flinkbundle.connector.influxdb3.table.converter.RowPointSerializer;
import io.flinkbundle.connector.influxdb3.table.converter.TagWriters;
import io.flinkbundle.connector.influxdb3.table.converter.TimeReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the table sink does with rows before it sends them. */
@Internal
final class ConnectorEncoding extends LineEncoding {

    private static final FieldWriters.Style STYLE = new FieldWriters.Style(false, false);

    private final SensorRows rows;
    private final Fault fault;
    private final List<RowData> prepared = new ArrayList<>();
    private final LineBuffer buffer = new LineBuffer(ApiVersion.V3, TimePrecision.NANOSECONDS);

    private final RowPointSerializer serializer =
            new RowPointSerializer(
                    MeasurementReader.fixed(PointKey.measurement(SensorRows.TABLE)),
                    List.of(
                            tag("host", SensorRows.HOST, new VarCharType()),
                            tag("region", SensorRows.REGION, new VarCharType())),
                    List.of(
                            field("load", SensorRows.LOAD, new DoubleType()),
                            field("temperature", SensorRows.TEMPERATURE, new DoubleType()),
                            field("requests", SensorRows.REQUESTS, new BigIntType()),
                            field("healthy", SensorRows.HEALTHY, new BooleanType())),
                    new TimeReader(
                            "time",
                            SensorRows.TIME,
                            new TimestampType(9),
                            TimePrecision.NANOSECONDS));

    ConnectorEncoding(SensorRows rows, Fault fault) {
        this.rows = rows;
        this.fault = fault;
    }

    private static ColumnWriter tag(String name, int index, LogicalType type) {
        return TagWriters.column(PointKey.of(name), index, type);
    }

    private static ColumnWriter field(String name, int index, LogicalType type) {
        return FieldWriters.column(PointKey.of(name), index, type, STYLE);
    }

    /** As a job hands them over; with a fault, one of them is missing or there twice. */
    @Override
    void prepare(long from, long to) {
        prepared.clear();
        for (long id = from; id < to; id++) {
            RowData row = rows.row(id);
            for (int copy = 0; copy < fault.copies(row); copy++) {
                prepared.add(row);
            }
        }
    }

    @Override
    void encode(long from, long to) throws IOException {
        buffer.clear();
        for (RowData row : prepared) {
            serializer.serialize(row, buffer);
        }
    }

    @Override
    byte[] lines() {
        byte[] lines = new byte[buffer.size()];
        int at = 0;
        for (int line = 0; line < buffer.lines(); line++) {
            byte[] each = buffer.line(line);
            System.arraycopy(each, 0, lines, at, each.length);
            at += each.length;
            lines[at++] = '\n';
        }
        return lines;
    }

    @Override
    int length() {
        return buffer.size();
    }
}
