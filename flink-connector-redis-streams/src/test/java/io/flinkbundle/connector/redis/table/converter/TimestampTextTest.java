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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.table.data.TimestampData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimestampTextTest {

    private static final List<Integer> UNITS =
            List.of(1, 10, 1_000, 1_000_000, 100_000_000, 1_000_000_000);

    private final Random random = new Random(18);

    @Test
    void writesEveryDayAsTheFormatterDoes() {
        long last = LocalDate.of(10_000, 1, 2).toEpochDay();
        for (long day = LocalDate.of(-1, 12, 30).toEpochDay(); day <= last; day++) {
            LocalDateTime time = LocalDate.ofEpochDay(day).atTime(23, 59, 59);

            byte[] text = TimestampText.print(TimestampData.fromLocalDateTime(time));

            assertThat(text).isEqualTo(TimeText.timestamp(time));
        }
    }

    @Test
    void agreesWithTheFormatterForAnyTime() {
        for (int i = 0; i < 100_000; i++) {
            LocalDateTime time = anyTime();
            TimestampData timestamp = TimestampData.fromLocalDateTime(time);
            byte[] text = TimeText.timestamp(time);
            byte[] instant = TimeText.instant(time.toInstant(ZoneOffset.UTC));

            assertThat(TimestampText.print(timestamp)).isEqualTo(text);
            assertThat(TimestampText.printInstant(timestamp)).isEqualTo(instant);
            assertThat(TimestampText.parse(text, 9)).isEqualTo(timestamp);
            assertThat(TimestampText.parseInstant(instant, 9)).isEqualTo(timestamp);
        }
    }

    private LocalDateTime anyTime() {
        int unit = UNITS.get(random.nextInt(UNITS.size()));
        return LocalDate.of(random.nextInt(12_000) - 1_000, 1, 1)
                .plusDays(random.nextInt(366))
                .atStartOfDay()
                .plusSeconds(random.nextInt(86_400))
                .plusNanos((long) random.nextInt(1_000_000_000 / unit) * unit);
    }

    @Test
    void takesAndRefusesWhatTheFormatterDoes() {
        String valid = "2024-02-29 23:59:59.123456789Z";
        String characters = "0123456789-:. TtZ+x";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder mutant = new StringBuilder(valid);
            mutant.setLength(valid.length() - random.nextInt(16));
            for (int change = random.nextInt(3); change > 0; change--) {
                mutant.setCharAt(
                        random.nextInt(mutant.length()),
                        characters.charAt(random.nextInt(characters.length())));
            }
            byte[] text = AsciiText.bytes(mutant.toString());

            assertThat(outcome(() -> TimestampText.parse(text, 9)))
                    .as(mutant.toString())
                    .isEqualTo(
                            outcome(
                                    () ->
                                            TimestampData.fromLocalDateTime(
                                                    TimeText.parseTimestamp(text))));
            assertThat(outcome(() -> TimestampText.parseInstant(text, 9)))
                    .as(mutant.toString())
                    .isEqualTo(
                            outcome(() -> TimestampData.fromInstant(TimeText.parseInstant(text))));
        }
    }

    private interface Parsing {
        TimestampData parse();
    }

    private static String outcome(Parsing parsing) {
        try {
            return parsing.parse().toString();
        } catch (RuntimeException e) {
            return "refused";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31 23:59:59.987654321", "-1969-12-31 23:59:59.987654321"})
    void keepsNoMoreDigitsThanTheTypeHas(String text) {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        for (int precision = 0; precision <= 9; precision++) {
            int unit = (int) Math.pow(10, 9 - precision);

            assertThat(TimestampText.parse(AsciiText.bytes(text), precision).toLocalDateTime())
                    .isEqualTo(time.withNano(987_654_321 / unit * unit));
        }
    }

    @Test
    void refusesADayThatAYearDoesNotHave() {
        assertThatThrownBy(() -> TimestampText.parse(AsciiText.bytes("2023-02-29 00:00:00"), 3))
                .isInstanceOf(RuntimeException.class);
    }
}
