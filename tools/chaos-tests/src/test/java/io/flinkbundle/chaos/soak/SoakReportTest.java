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

package io.flinkbundle.chaos.soak;

import io.flinkbundle.chaos.cluster.ProcessUsage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import javax.xml.parsers.DocumentBuilderFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what is told of a long run. */
class SoakReportTest {

    private static final long MIB = 1 << 20;

    /** Three samples a minute; the heap falls to 10 MiB and a MiB more each minute. */
    private static final List<Sample> GROWING =
            LongStream.range(0, 20 * 3).mapToObj(SoakReportTest::sample).toList();

    private static Sample sample(long number) {
        long minute = number / 3;
        long garbage = number % 3 == 1 ? 0 : 50;
        return new Sample(
                number * 20,
                number * 1_000,
                number % 3,
                Map.of(
                        "taskmanager-0",
                        new ProcessUsage((10 + minute + garbage) * MIB, MIB, MIB, 40, 190)));
    }

    private static Series heap() {
        return Series.of(
                "taskmanager-0",
                GROWING,
                sample -> Measure.HEAP.of(sample.processes().get("taskmanager-0")));
    }

    @Test
    void ofEachMinuteTheLowestValueCounts() {
        assertThat(heap().minutes()).hasSize(20).startsWith(10.0, 11.0, 12.0).endsWith(29.0);
    }

    @Test
    void comparesTheFirstThirdBehindTheWarmUpWithTheLast() {
        assertThat(heap().early()).isEqualTo((15 + 16 + 17 + 18 + 19) / 5.0);
        assertThat(heap().late()).isEqualTo((25 + 26 + 27 + 28 + 29) / 5.0);
    }

    @Test
    void aShortRunHasBothToo() {
        Series one = new Series("x", List.of(3.0));

        assertThat(one.early()).isEqualTo(3.0);
        assertThat(one.late()).isEqualTo(3.0);
    }

    @Test
    void writesAPageWithAWellFormedChartAndAllSamples(@TempDir Path folder) throws Exception {
        new SoakReport("a run", GROWING).write(folder, "soak");

        assertThat(folder.resolve("soak.md"))
                .content()
                .contains("# a run", "](soak.svg)")
                .contains("| Heap, lowest of a minute, MiB | taskmanager-0 | 17.0 | 27.0 |")
                .contains("| Threads | taskmanager-0 | 40.0 | 40.0 |");
        assertThat(folder.resolve("soak.csv"))
                .content()
                .contains("\n20,1000,1,taskmanager-0,10485760,1048576,1048576,40,190\n");
        Document chart =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("soak.svg").toFile());
        assertThat(chart.getElementsByTagName("polyline").getLength())
                .isEqualTo(1 + Measure.values().length);
    }
}
