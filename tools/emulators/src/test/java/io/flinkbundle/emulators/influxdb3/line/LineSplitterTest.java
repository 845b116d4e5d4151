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

package io.flinkbundle.emulators.influxdb3.line;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LineSplitterTest {

    private static List<String> split(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        LineSplitter splitter = new LineSplitter(bytes, bytes.length);
        List<String> lines = new ArrayList<>();
        while (splitter.next()) {
            lines.add(
                    new String(bytes, splitter.start(), splitter.end() - splitter.start(), UTF_8));
        }
        return lines;
    }

    @Test
    void splitsAtLineFeeds() {
        assertThat(split("a f=1\nb f=2\n\nc f=3")).containsExactly("a f=1", "b f=2", "", "c f=3");
    }

    @Test
    void endsWithTheLastLineFeed() {
        assertThat(split("a f=1\n")).containsExactly("a f=1");
        assertThat(split("")).isEmpty();
    }

    @Test
    void leavesLineFeedsInStringsAlone() {
        assertThat(split("a f=\"x\ny\",g=\"\n\"\nb f=2"))
                .containsExactly("a f=\"x\ny\",g=\"\n\"", "b f=2");
    }

    @Test
    void takesEscapedQuotesForNone() {
        assertThat(split("a f=\"x\\\"\ny\"\nb f=2")).containsExactly("a f=\"x\\\"\ny\"", "b f=2");
    }

    @Test
    void takesQuotesThatBeginNoValueForNone() {
        assertThat(split("a,t=\"x\nb f\"=1\nc f=2")).containsExactly("a,t=\"x", "b f\"=1", "c f=2");
    }

    @Test
    void skipsEscapedLineFeeds() {
        assertThat(split("a\\\nb f=1\nc f=2")).containsExactly("a\\\nb f=1", "c f=2");
    }

    @Test
    void looksForStringsInCommentsToo() {
        assertThat(split("# x =\"\na f=1\nb f=\"2\nc f=3"))
                .containsExactly("# x =\"\na f=1\nb f=\"2", "c f=3");
    }

    @Test
    void joinsTheRestAfterAStringThatNeverEnds() {
        assertThat(split("a f=\"x\nb f=1\nc f=2")).containsExactly("a f=\"x\nb f=1\nc f=2");
    }
}
