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

package io.flinkbundle.emulators.influxdb3.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Points with names, values and times of all kinds, the same for the same seed. */
public final class RandomPoints {

    private static final String[] PIECES = {
        "a", "Z", "0", "_", ",", "=", " ", "\"", "\\x", "\\\\y", "ü", "語", "😀", "'", "#", ".", "-"
    };

    private final Random random;

    public RandomPoints(long seed) {
        this.random = new Random(seed);
    }

    public Point next() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.put("t" + name(), name());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String name = name();
            Object value = value();
            fields.put(value.getClass().getSimpleName() + name, value);
        }
        return new Point("m" + name(), tags, fields, random.nextLong());
    }

    /** A name that line protocol can hold: it does not end in a backslash. */
    public String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            name.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return name.append('n').toString();
    }

    public Object value() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> new Point.Unsigned(random.nextLong());
            case 2 -> random.nextBoolean();
            case 3 -> text();
            case 4 -> random.nextInt(100_000) / 100.0;
            default -> finiteDouble();
        };
    }

    private double finiteDouble() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isNaN(value) || Double.isInfinite(value) ? 0.5 : value;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random.nextInt(8) == 0 ? "\n" : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append(random.nextInt(4) == 0 ? "\\" : "").toString();
    }
}
