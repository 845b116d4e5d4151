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

package io.flinkbundle.connector.influxdb3.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LineBufferTest {

    private static final PointKey TABLE = PointKey.measurement("climate");
    private static final PointKey ROOM = PointKey.of("room");
    private static final PointKey VALUE = PointKey.of("value");

    private final LineBuffer lines = new LineBuffer(ApiVersion.V3, TimePrecision.MILLISECONDS);

    @Test
    void escapesWhereverInATagTheCharacterIs() throws Exception {
        for (char special : new char[] {' ', ',', '=', '\\'}) {
            for (int length = 2; length < 30; length++) {
                for (int place = 0; place < length - 1; place++) {
                    StringBuilder value = new StringBuilder("é".repeat(length));
                    value.setCharAt(place, special);
                    LineBuffer line = new LineBuffer(ApiVersion.V3, TimePrecision.SECONDS);

                    line.measurement(PointKey.measurement("m"))
                            .tag(PointKey.of("t"), value.toString())
                            .field(PointKey.of("f"), 1L)
                            .time(0);

                    assertThat(new String(line.line(0), StandardCharsets.UTF_8))
                            .isEqualTo("m,t=" + value.insert(place, '\\') + " f=1i 0");
                }
            }
        }
    }

    @Test
    void writesAPointInTheOrderOfLineProtocol() throws IOException {
        lines.measurement(TABLE)
                .tag(ROOM, "kitchen")
                .tag(PointKey.of("floor"), -2)
                .field(VALUE, 21.5)
                .field(PointKey.of("n"), 7L)
                .unsignedField(PointKey.of("u"), -1L)
                .field(PointKey.of("on"), true)
                .field(PointKey.of("off"), false)
                .field(PointKey.of("f"), 0.1f)
                .decimalField(PointKey.of("d"), "12.30")
                .field(PointKey.of("s"), "say \"hi\" \\ there\nbye")
                .time(Instant.ofEpochMilli(1_700_000_000_123L));

        assertThat(line(0))
                .isEqualTo(
                        "climate,room=kitchen,floor=-2 value=21.5,n=7i,u=18446744073709551615u,"
                                + "on=t,off=f,f=0.1,d=12.30,"
                                + "s=\"say \\\"hi\\\" \\\\ there\nbye\" 1700000000123");
    }

    @Test
    void escapesWhatSeparates() throws IOException {
        lines.measurement(PointKey.measurement("a b,c=d"))
                .tag(PointKey.of("t g,=x"), "v l,=ä")
                .field(VALUE, 1L)
                .time(1);

        assertThat(line(0)).isEqualTo("a\\ b\\,c=d,t\\ g\\,\\=x=v\\ l\\,\\=ä value=1i 1");
    }

    @Test
    void writesABackslashTwiceOnlyForTheParserThatReadsItSo() throws IOException {
        LineBuffer classic = new LineBuffer(ApiVersion.V2, TimePrecision.MILLISECONDS);

        for (LineBuffer each : new LineBuffer[] {lines, classic}) {
            each.measurement(TABLE).tag(ROOM, "a\\b").field(VALUE, 1L).time(1);
        }

        assertThat(line(0)).isEqualTo("climate,room=a\\\\b value=1i 1");
        assertThat(new String(classic.line(0), StandardCharsets.UTF_8))
                .isEqualTo("climate,room=a\\b value=1i 1");
    }

    @Test
    void leavesOutAnEmptyTagAndFieldsThatAreNoNumbers() throws IOException {
        lines.measurement(TABLE)
                .tag(ROOM, "")
                .field(VALUE, Double.NaN)
                .field(VALUE, Float.NEGATIVE_INFINITY)
                .field(PointKey.of("n"), 1L)
                .time(5);

        assertThat(line(0)).isEqualTo("climate n=1i 5");
        assertThat(lines.skippedFields()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\ttab", "nul\0", "ends with \\"})
    void refusesATagThatCannotBeExpressed(String value) {
        lines.measurement(TABLE);

        assertThatThrownBy(() -> lines.tag(ROOM, value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tag 'room' holds");
    }

    @Test
    void keepsWholePointsApartFromOneThatWasBegun() throws IOException {
        point(1);
        point(2);
        lines.measurement(TABLE).field(VALUE, 3L);

        assertThat(lines.lines()).isEqualTo(2);
        assertThat(lines.isInPoint()).isTrue();
        lines.truncate(1);
        point(4);

        assertThat(lines.lines()).isEqualTo(2);
        assertThat(line(0)).endsWith(" 1");
        assertThat(line(1)).endsWith(" 4");
        assertThat(lines.sizeOf(0, 2)).isEqualTo(lines.size());
    }

    @Test
    void growsWithItsPointsAndIsEmptyAgain() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            point(i);
        }
        assertThat(line(19_999)).isEqualTo("climate,room=r value=1i 19999");

        lines.clear();
        point(7);

        assertThat(lines.lines()).isOne();
        assertThat(line(0)).isEqualTo("climate,room=r value=1i 7");
    }

    @Test
    void refusesWhatComesOutOfOrder() throws IOException {
        assertThatThrownBy(() -> lines.field(VALUE, 1L)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> lines.time(1)).isInstanceOf(IllegalStateException.class);
        lines.measurement(TABLE);
        assertThatThrownBy(() -> lines.time(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no field");
        assertThatThrownBy(() -> lines.measurement(TABLE)).hasMessageContaining("no time yet");
        lines.field(VALUE, 1L);
        assertThatThrownBy(() -> lines.tag(ROOM, "x")).hasMessageContaining("Tags come between");
    }

    @Test
    void refusesATimeThatDoesNotFit() {
        LineBuffer nanos = new LineBuffer(ApiVersion.V3, TimePrecision.NANOSECONDS);
        nanos.measurement(TABLE).field(VALUE, 1L);

        assertThatThrownBy(() -> nanos.time(Instant.parse("2300-01-01T00:00:00Z")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("out of range");
    }

    private void point(long time) throws IOException {
        lines.measurement(TABLE).tag(ROOM, "r").field(VALUE, 1L).time(time);
    }

    private String line(int line) {
        return new String(lines.line(line), StandardCharsets.UTF_8);
    }
}
