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

import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SerializationSchema;
import io.flinkbundle.connector.influxdb3.table.converter.MeasurementReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes a table to InfluxDB. */
@Internal
final class InfluxDb3DynamicTableSink implements DynamicTableSink, SupportsWritingMetadata {

    private static final String MEASUREMENT = "measurement";

    private final Function<InfluxDb3SerializationSchema<RowData>, Sink<RowData>> sink;
    private final PointLayout layout;
    private final Optional<Integer> parallelism;

    private boolean namesTableInRow;

    /**
     * @param sink makes a new sink at each call; the planner asks for more than one
     */
    InfluxDb3DynamicTableSink(
            Function<InfluxDb3SerializationSchema<RowData>, Sink<RowData>> sink,
            PointLayout layout,
            Optional<Integer> parallelism) {
        this.sink = sink;
        this.layout = layout;
        this.parallelism = parallelism;
    }

    /**
     * Inserts only: which of two writes of one point wins is not determined, so that an update
     * could be lost, and points cannot be deleted by their values.
     */
    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        Sink<RowData> made = sink.apply(layout.serializer(measurement()));
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    private MeasurementReader measurement() {
        if (namesTableInRow) {
            return MeasurementReader.column(layout.physicalColumns());
        }
        return layout.table()
                .map(MeasurementReader::fixed)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "Option 'table-name' is missing: it is required where no"
                                                + " metadata column 'measurement' is written."));
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return Map.of(MEASUREMENT, DataTypes.STRING().nullable());
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        namesTableInRow = keys.contains(MEASUREMENT);
    }

    @Override
    public DynamicTableSink copy() {
        InfluxDb3DynamicTableSink copy = new InfluxDb3DynamicTableSink(sink, layout, parallelism);
        copy.namesTableInRow = namesTableInRow;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "InfluxDB 3";
    }
}
