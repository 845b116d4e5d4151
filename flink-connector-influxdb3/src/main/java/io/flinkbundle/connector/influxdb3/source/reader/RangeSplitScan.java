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

import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;

import java.io.IOException;
import java.util.Optional;

/** Reads a range of time once, to its end. */
@Internal
final class RangeSplitScan implements SplitScan {

    private final ReaderSession session;
    private final RangeSplit split;
    private final RangeScan range;
    private final StringData table;

    private boolean begun;
    private boolean isEmpty;

    RangeSplitScan(ReaderSession session, RangeSplit split) {
        this.session = session;
        this.split = split;
        this.isEmpty = split.time() == split.from() && split.rows() == 0;
        this.range =
                new RangeScan(
                        session,
                        split.table(),
                        new TimeRange(split.from(), split.to()),
                        split.time(),
                        split.rows(),
                        false);
        this.table = StringData.fromString(split.table());
    }

    @Override
    public String splitId() {
        return split.splitId();
    }

    @Override
    public long nanosUntilDue() {
        return range.waitNanos();
    }

    @Override
    public boolean isUnderWay() {
        return begun;
    }

    @Override
    public PointRecords fetch() throws IOException, InterruptedException {
        begun = true;
        if (range.isEnded()) {
            return end();
        }
        Optional<RangeScan.Rows> rows = range.next();
        if (rows.isPresent()) {
            RangeScan.Rows some = rows.get();
            isEmpty = false;
            session.metrics().fetched(some.batch().times[some.to() - 1]);
            return PointRecords.rows(
                    splitId(), new PointRow(some.batch(), table, some.from(), some.to()));
        }
        return range.isEnded() ? end() : PointRecords.nothing();
    }

    private PointRecords end() {
        return PointRecords.endOf(splitId(), new RangeEnd(isEmpty));
    }

    @Override
    public void suspend() {
        range.suspend();
    }

    @Override
    public void wakeUp() {
        range.wakeUp();
    }

    @Override
    public void close() {
        range.close();
    }
}
