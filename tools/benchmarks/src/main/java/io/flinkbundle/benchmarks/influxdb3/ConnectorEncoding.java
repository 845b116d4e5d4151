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
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowSlots;
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
import org.apache.flink.table.types.logical.LogicalType;

import java.io.IOException;
import java.util.List;

/** What the table sink does with rows before it sends them. */
@Internal
final class ConnectorEncoding extends LineEncoding {

    private static final FieldWriters.Style STYLE = new FieldWriters.Style(false, false);

    private final RowSlots slots;
    private final Fault fault;
    private final RowPointSerializer serializer;
    private final LineBuffer buffer = new LineBuffer(ApiVersion.V3, TimePrecision.MICROSECONDS);

    ConnectorEncoding(RowSlots slots, Fault fault) {
        this.slots = slots;
        this.fault = fault;
        this.serializer =
                new RowPointSerializer(
                        MeasurementReader.fixed(PointKey.measurement(LineRows.TABLE)),
                        List.of(
                                TagWriters.column(
                                        PointKey.of("name"), index("name"), type("name"))),
                        List.of(field("id"), field("quantity"), field("price")),
                        new TimeReader(
                                "event_time",
                                index("event_time"),
                                type("event_time"),
                                TimePrecision.MICROSECONDS));
    }

    private static ColumnWriter field(String column) {
        return FieldWriters.column(PointKey.of(column), index(column), type(column), STYLE);
    }

    private static int index(String column) {
        return BenchmarkSchema.COLUMNS.indexOf(column);
    }

    private static LogicalType type(String column) {
        return BenchmarkSchema.dataType(column).getLogicalType();
    }

    @Override
    void encode(long from, long to) throws IOException {
        buffer.clear();
        if (fault == Fault.NONE) {
            for (long id = from; id < to; id++) {
                serializer.serialize(slots.row(id), buffer);
            }
        } else {
            encodeWithFault(from, to);
        }
    }

    private void encodeWithFault(long from, long to) throws IOException {
        for (long id = from; id < to; id++) {
            RowData row = slots.row(id);
            for (int copy = 0; copy < fault.copies(row); copy++) {
                serializer.serialize(row, buffer);
            }
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
