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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3SplitState;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;
import io.flinkbundle.connector.influxdb3.testing.Scans;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.metrics.SimpleCounter;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InfluxDb3RecordEmitterTest {

    private static final long MILLI = 1_000_000L;

    private final List<Long> watermarks = new ArrayList<>();
    private final RangeSplit split = RangeSplit.unread("a", 3 * MILLI, 9 * MILLI);
    private final InfluxDb3SplitState state = InfluxDb3SplitState.of(split);

    @Test
    void saysAtTheEndOfARangeThatAllOfItIsDone() throws Exception {
        emitEnd("a");

        assertThat(watermarks).containsExactly(8L);
    }

    @Test
    void saysNoMoreThanWhereTheRangeBeganBecauseAnotherTableMayBeginThereToo() throws Exception {
        emitEnd("a", "b");

        assertThat(watermarks).containsExactly(2L);
    }

    private void emitEnd(String... tables) throws Exception {
        new InfluxDb3RecordEmitter<Long>(
                        Scans.of(Duration.ofHours(6), tables),
                        row -> 0L,
                        new SimpleCounter(),
                        BadRecords.open(
                                BadRecordHandling.fail(), "influxdb3", 0, new SimpleCounter()))
                .emitRecord(new RangeEnd(true), new Output(), state);
    }

    private final class Output extends TestingReaderOutput<Long> {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }
    }
}
