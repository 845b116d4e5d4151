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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.Internal;

/** The position of a reader in a split. Used by the task's thread. */
@Internal
public sealed interface InfluxDb3SplitState {

    /** A point has been emitted. */
    void emitted(long time, long identity);

    /** The split as it goes into a checkpoint. */
    InfluxDb3Split toSplit();

    static InfluxDb3SplitState of(InfluxDb3Split split) {
        return split instanceof TailSplit tail ? new Tail(tail) : new Range((RangeSplit) split);
    }

    /** In a range, the position is the last time and how many points of it were emitted. */
    final class Range implements InfluxDb3SplitState {

        private final RangeSplit split;
        private long time;
        private long rows;
        private boolean readInVain;

        Range(RangeSplit split) {
            this.split = split;
            this.time = split.time();
            this.rows = split.rows();
        }

        @Override
        public void emitted(long newTime, long identity) {
            rows = newTime == time ? rows + 1 : 1;
            time = newTime;
        }

        /** All of it has been read. */
        public void ended(boolean isEmpty) {
            readInVain = isEmpty;
        }

        /** Whether all of it has been read and there was no point. */
        public boolean isReadInVain() {
            return readInVain;
        }

        /** The range with all times, those that are done included. */
        public RangeSplit range() {
            return split;
        }

        @Override
        public InfluxDb3Split toSplit() {
            return new RangeSplit(split.table(), split.from(), split.to(), time, rows);
        }
    }

    /** In a tail, it is the window and what has been emitted of it. */
    final class Tail implements InfluxDb3SplitState {

        private final String table;
        private final SeenPoints seen;
        private TailWindow window;

        Tail(TailSplit split) {
            this.table = split.table();
            this.seen = split.seen().copy();
            this.window = split.window();
        }

        @Override
        public void emitted(long time, long identity) {
            seen.add(time, identity);
        }

        /** All points of a look have been emitted. */
        public void reached(TailWindow newWindow) {
            window = newWindow;
            seen.forgetBefore(window.settled());
        }

        @Override
        public InfluxDb3Split toSplit() {
            return new TailSplit(table, window, seen.copy());
        }
    }
}
