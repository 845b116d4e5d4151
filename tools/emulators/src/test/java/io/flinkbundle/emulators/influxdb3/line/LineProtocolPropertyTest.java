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

import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.testing.Point;
import io.flinkbundle.emulators.influxdb3.testing.RandomPoints;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LineProtocolPropertyTest {

    private static final int POINTS = 20_000;
    private static final int MUTATIONS = 200_000;

    private final LineParser parser = new LineParser();
    private final ParsedLine line = new ParsedLine();

    @Test
    void readsEveryPointAsItWasWritten() throws Exception {
        RandomPoints points = new RandomPoints(1);
        for (int i = 0; i < POINTS; i++) {
            Point point = points.next();
            byte[] bytes = point.line().getBytes(UTF_8);

            parser.parse(bytes, 0, bytes.length, line);

            assertThat(toPoint()).as(point.line()).isEqualTo(point);
        }
    }

    @Test
    void splitsPointsWhereTheyWereJoined() {
        RandomPoints points = new RandomPoints(2);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            lines.add(points.next().line());
        }
        byte[] bytes = lines.stream().collect(Collectors.joining("\n")).getBytes(UTF_8);
        LineSplitter splitter = new LineSplitter(bytes, bytes.length);
        for (String expected : lines) {
            assertThat(splitter.next()).isTrue();
            assertThat(
                            new String(
                                    bytes,
                                    splitter.start(),
                                    splitter.end() - splitter.start(),
                                    UTF_8))
                    .isEqualTo(expected);
        }
        assertThat(splitter.next()).isFalse();
    }

    @Test
    void neitherReadsBeyondALineNorFailsInAnotherWayThanByRefusing() {
        RandomPoints points = new RandomPoints(3);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] original = points.next().line().getBytes(UTF_8);
            int cut = random.nextInt(original.length + 1);
            byte[] bytes = original.clone();
            if (cut > 0) {
                bytes[random.nextInt(cut)] =
                        (byte) " ,=\\\"\n\t\0i1.eE-+#".charAt(random.nextInt(16));
            }
            refused += refuses(bytes, cut) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, MUTATIONS - 1);
    }

    private boolean refuses(byte[] bytes, int end) {
        try {
            parser.parse(bytes, 0, end, line);
            assertThat(toPoint().fields()).isNotEmpty();
            return false;
        } catch (LineProtocolException e) {
            assertThat(e).hasMessageMatching("(?s)\\S.*");
            return true;
        }
    }

    @Test
    void readsDoublesAsTheJvmDoes() throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < MUTATIONS; i++) {
            String text = number(random);
            byte[] bytes = ("m f=" + text).getBytes(UTF_8);

            parser.parse(bytes, 0, bytes.length, line);

            assertThat(Double.longBitsToDouble(line.fieldBits(0)))
                    .as(text)
                    .isEqualTo(Double.parseDouble(text));
        }
    }

    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        digits(random, text, 20);
        if (random.nextBoolean()) {
            digits(random, text.append('.'), 20);
        }
        if (random.nextInt(4) == 0) {
            text.append("e").append(random.nextInt(600) - 300);
        }
        return text.toString();
    }

    private static void digits(Random random, StringBuilder text, int most) {
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }

    private Point toPoint() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 0; i < line.tagCount(); i++) {
            tags.put(line.tagKey(i), line.tagValue(i));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < line.fieldCount(); i++) {
            fields.put(line.fieldKey(i), value(i));
        }
        return new Point(line.measurement(), tags, fields, line.timestamp());
    }

    private Object value(int field) {
        ColumnType type = line.fieldType(field);
        return switch (type) {
            case INTEGER -> line.fieldBits(field);
            case UINTEGER -> new Point.Unsigned(line.fieldBits(field));
            case FLOAT -> Double.longBitsToDouble(line.fieldBits(field));
            case BOOLEAN -> line.fieldBits(field) == 1;
            case STRING -> new String(line.fieldString(field), UTF_8);
            case TAG, TIMESTAMP -> throw new AssertionError(type + " is no type of a field");
        };
    }
}
