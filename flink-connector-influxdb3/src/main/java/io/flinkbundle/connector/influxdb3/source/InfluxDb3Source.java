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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.influxdb3.InfluxDb3Lineage;
import io.flinkbundle.connector.influxdb3.source.enumerator.InfluxDb3EnumeratorState;
import io.flinkbundle.connector.influxdb3.source.enumerator.InfluxDb3EnumeratorStateSerializer;
import io.flinkbundle.connector.influxdb3.source.enumerator.InfluxDb3SplitEnumerator;
import io.flinkbundle.connector.influxdb3.source.enumerator.TableSurvey;
import io.flinkbundle.connector.influxdb3.source.reader.InfluxDb3SourceReader;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3SplitSerializer;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.time.Instant;
import java.util.List;

/**
 * Reads tables of InfluxDB 3, once or without an end.
 *
 * <pre>{@code
 * InfluxDb3Source<Reading> source =
 *         InfluxDb3Source.builder(
 *                         row -> new Reading(row.getString(0).toString(), row.getDouble(1)),
 *                         TypeInformation.of(Reading.class))
 *                 .setConnection(connection)
 *                 .setTables("climate")
 *                 .setRowType(
 *                         DataTypes.ROW(
 *                                 DataTypes.FIELD("room", DataTypes.STRING()),
 *                                 DataTypes.FIELD("temperature", DataTypes.DOUBLE())))
 *                 .build();
 * env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps(), "climate");
 * }</pre>
 *
 * <p>The time from the first point to the last one is cut into ranges, which readers take one at a
 * time, the oldest first. In a range, points come by time, and each record carries the time of its
 * point. The position in a checkpoint is that time and how many points of it were emitted, so that
 * each point is emitted exactly once into Flink's state, as long as nobody writes into a range
 * between a failure and the restart.
 *
 * <p>Without an end, each table is then looked at again and again for points that are new. Points
 * that are written up to the lateness behind their time are found too, each once; those that are
 * written later are missed: InfluxDB does not tell when a point was written.
 *
 * <p>A server that cannot be reached is asked again, up to the retry timeout. A table that is not
 * there, or whose columns do not fit, fails the job at its start with a message that says which;
 * without an end, a missing table is waited for.
 *
 * @param <T> the type of the records
 */
@PublicEvolving
public final class InfluxDb3Source<T>
        implements Source<T, InfluxDb3Split, InfluxDb3EnumeratorState>,
                ResultTypeQueryable<T>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final InfluxDb3Scan scan;
    private final InfluxDb3RowConverter<T> converter;
    private final TypeInformation<T> producedType;

    InfluxDb3Source(
            InfluxDb3Scan scan,
            InfluxDb3RowConverter<T> converter,
            TypeInformation<T> producedType) {
        this.scan = scan;
        this.converter = converter;
        this.producedType = producedType;
    }

    /**
     * Starts a source whose records are made from rows.
     *
     * @param converter makes a record; {@code row -> row} for {@code RowData} itself
     * @param producedType the type of the records, which decides how Flink copies and sends them
     */
    public static <T> InfluxDb3SourceBuilder<T> builder(
            InfluxDb3RowConverter<T> converter, TypeInformation<T> producedType) {
        return new InfluxDb3SourceBuilder<>(converter, producedType);
    }

    @Override
    public Boundedness getBoundedness() {
        return scan.mode().boundedness();
    }

    @Override
    public SplitEnumerator<InfluxDb3Split, InfluxDb3EnumeratorState> createEnumerator(
            SplitEnumeratorContext<InfluxDb3Split> context) {
        return restoreEnumerator(
                context, InfluxDb3EnumeratorState.startedAt(EpochNanos.of(Instant.now())));
    }

    @Override
    public SplitEnumerator<InfluxDb3Split, InfluxDb3EnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<InfluxDb3Split> context, InfluxDb3EnumeratorState state) {
        return new InfluxDb3SplitEnumerator(context, scan, new TableSurvey(scan), state);
    }

    @Override
    public SourceReader<T, InfluxDb3Split> createReader(SourceReaderContext context) {
        return new InfluxDb3SourceReader<>(scan, converter, context);
    }

    @Override
    public SimpleVersionedSerializer<InfluxDb3Split> getSplitSerializer() {
        return new InfluxDb3SplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<InfluxDb3EnumeratorState> getEnumeratorCheckpointSerializer() {
        return new InfluxDb3EnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return producedType;
    }

    @Override
    public LineageVertex getLineageVertex() {
        List<String> tables =
                scan.tables() instanceof ScanTables.Names named ? named.names() : List.of();
        return InfluxDb3Lineage.source(scan.connection(), tables, getBoundedness());
    }
}
