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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.rows.NarrowRows;

import org.apache.flink.api.connector.source.Boundedness;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RowGeneratorSourceTest {

    private static final List<RowRange> RANGES =
            List.of(new RowRange("rows-0", 3, 5), new RowRange("rows-1", 5, Long.MAX_VALUE));

    @Test
    void declaresTheBoundednessItIsGiven() {
        try (RunProbe probe = RunProbe.open()) {
            RowGeneratorSource source =
                    new RowGeneratorSource(
                            new NarrowRows(1), 10, 1, Boundedness.CONTINUOUS_UNBOUNDED, probe);

            assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        }
    }

    @Test
    void keepsWaitingRangesThroughACheckpoint() throws IOException {
        RowRangesSerializer serializer = new RowRangesSerializer();

        byte[] bytes = serializer.serialize(RANGES);

        assertThat(serializer.deserialize(serializer.getVersion(), bytes)).isEqualTo(RANGES);
    }

    @Test
    void keepsARangeThatIsHalfDoneThroughACheckpoint() throws IOException {
        RowRangesSerializer.One serializer = new RowRangesSerializer.One();

        byte[] bytes = serializer.serialize(RANGES.get(0));

        assertThat(serializer.deserialize(serializer.getVersion(), bytes)).isEqualTo(RANGES.get(0));
    }

    @Test
    void refusesStateOfAnotherVersion() {
        assertThatIOException()
                .isThrownBy(() -> new RowRangesSerializer().deserialize(2, new byte[0]))
                .withMessageContaining("version 2");
    }

    @Test
    void probeThatIsClosedSaysThatTheRunIsOver() {
        RunProbe probe = RunProbe.open();
        probe.close();

        assertThatIllegalStateException()
                .isThrownBy(probe::observation)
                .withMessageContaining("is over");
    }
}
