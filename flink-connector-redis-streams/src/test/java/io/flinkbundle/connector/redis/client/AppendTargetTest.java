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

package io.flinkbundle.connector.redis.client;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AppendTargetTest {

    @Test
    void encodesACommand() {
        StreamAppend append =
                new AppendTarget("größe", AppendOptions.DEFAULT)
                        .append(List.of(utf8("n"), utf8("0123456789")));

        assertThat(new String(append.frame(), UTF_8))
                .isEqualTo(
                        "*5\r\n$4\r\nXADD\r\n$7\r\ngröße\r\n$1\r\n*\r\n"
                                + "$1\r\nn\r\n$10\r\n0123456789\r\n");
        assertThat(append.size()).isEqualTo(append.frame().length);
        assertThat(append.stream()).isEqualTo("größe");
    }

    @Test
    void encodesThatAStreamIsNotToBeCreated() {
        StreamAppend append =
                new AppendTarget("s", AppendOptions.DEFAULT.withCreateStream(false))
                        .append(List.of(utf8("n"), utf8("")));

        assertThat(new String(append.frame(), UTF_8))
                .isEqualTo(
                        "*6\r\n$4\r\nXADD\r\n$1\r\ns\r\n$10\r\nNOMKSTREAM\r\n$1\r\n*\r\n"
                                + "$1\r\nn\r\n$0\r\n\r\n");
    }

    @Test
    void describesACommandWhateverItsValuesHold() {
        StreamAppend append =
                new AppendTarget("s", AppendOptions.DEFAULT)
                        .append(List.of(utf8("n"), utf8("a\r\n$1\r\nb")));

        assertThat(new String(append.describe(), UTF_8)).isEqualTo("XADD s * n a\r\n$1\r\nb");
    }

    @Test
    void trimsAboutOrExactly() {
        assertThat(command(StreamTrimming.maxLength(5))).isEqualTo("XADD s MAXLEN ~ 5 * n v");
        assertThat(command(StreamTrimming.minId(new StreamId(7, 1)).exactly()))
                .isEqualTo("XADD s MINID = 7-1 * n v");
    }

    @Test
    void limitsWhatOneAppendRemoves() {
        assertThat(command(StreamTrimming.maxLength(5).limit(7)))
                .isEqualTo("XADD s MAXLEN ~ 5 LIMIT 7 * n v");
        assertThatThrownBy(() -> StreamTrimming.maxLength(5).exactly().limit(7))
                .hasMessageContaining("Exact trimming has no limit");
    }

    @Test
    void takesAnIdOfTheProducer() {
        StreamAppend append =
                new AppendTarget("s", AppendOptions.DEFAULT)
                        .append("5-1", List.of(utf8("n"), utf8("5-1")));

        assertThat(new String(append.describe(), UTF_8)).isEqualTo("XADD s 5-1 n 5-1");
        assertThat(append.namesAndValues()).containsExactly(utf8("n"), utf8("5-1"));
        assertThat(append.hasWholeId()).isTrue();
    }

    private static String command(StreamTrimming trimming) {
        return new String(
                new AppendTarget("s", AppendOptions.DEFAULT.withTrimming(trimming))
                        .append(List.of(utf8("n"), utf8("v")))
                        .describe(),
                StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
