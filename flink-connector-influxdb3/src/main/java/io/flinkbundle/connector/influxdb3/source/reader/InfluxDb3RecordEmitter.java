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

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3RowConverter;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3SplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;

import java.util.Optional;

/**
 * Converts a row, hands it on with its time and moves the position of its split. Where the source
 * is asked to, it also says up to which time it is done: by the rows in a range, which come by
 * time, by the end of a range, and by what is settled in a tail.
 */
@Internal
final class InfluxDb3RecordEmitter<T> implements RecordEmitter<Fetched, T, InfluxDb3SplitState> {

    private final InfluxDb3RowConverter<T> converter;
    private final boolean hasTime;
    private final boolean readsOneTable;
    private final boolean emitsWatermarks;
    private final Counter records;
    private final BadRecords badRecords;

    /**
     * @param records counts what is fetched, marks included, which are no records
     */
    InfluxDb3RecordEmitter(
            InfluxDb3Scan scan,
            InfluxDb3RowConverter<T> converter,
            Counter records,
            BadRecords badRecords) {
        this.badRecords = badRecords;
        this.converter = converter;
        this.hasTime = scan.tables().hasTime() && scan.aggregation().isNone();
        this.readsOneTable = scan.tables().isOne();
        this.emitsWatermarks = scan.emitsWatermarks();
        this.records = records;
    }

    @Override
    public void emitRecord(Fetched fetched, SourceOutput<T> output, InfluxDb3SplitState state)
            throws Exception {
        if (fetched instanceof PointRow row) {
            emit(row, output, state);
            return;
        }
        records.dec();
        if (fetched instanceof RangeEnd end) {
            end(end, output, (InfluxDb3SplitState.Range) state);
        } else {
            reach((WindowMark) fetched, output, (InfluxDb3SplitState.Tail) state);
        }
    }

    private void emit(PointRow row, SourceOutput<T> output, InfluxDb3SplitState state)
            throws Exception {
        long millis = EpochNanos.toMillis(row.time());
        Optional<MalformedRow> malformed = row.malformed();
        if (malformed.isPresent()) {
            badRecords.reject(malformed.get().reason(), malformed.get().line());
        } else if (hasTime) {
            output.collect(converter.convert(row), millis);
        } else {
            output.collect(converter.convert(row));
        }
        state.emitted(row.time(), row.identity());
        if (emitsWatermarks && row.isLast() && state instanceof InfluxDb3SplitState.Range range) {
            emitWatermark(millis, range, output);
        }
    }

    /**
     * Says that the whole range is done: what comes next may come to another reader, and then
     * nothing would close the last windows here.
     */
    private void end(RangeEnd end, SourceOutput<T> output, InfluxDb3SplitState.Range state) {
        state.ended(end.isEmpty());
        if (emitsWatermarks && hasTime) {
            emitWatermark(EpochNanos.toMillis(state.range().to()), state, output);
        }
    }

    /** The next range of another table may be as old as this one was at its beginning. */
    private void emitWatermark(
            long millis, InfluxDb3SplitState.Range state, SourceOutput<T> output) {
        long done = readsOneTable ? millis : EpochNanos.toMillis(state.range().from());
        output.emitWatermark(new Watermark(done - 1));
    }

    private void reach(WindowMark mark, SourceOutput<T> output, InfluxDb3SplitState.Tail state) {
        state.reached(mark.window());
        if (emitsWatermarks) {
            output.emitWatermark(new Watermark(EpochNanos.toMillis(mark.window().settled()) - 1));
        }
    }
}
