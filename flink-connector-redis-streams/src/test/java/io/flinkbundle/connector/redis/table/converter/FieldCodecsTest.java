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

import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BINARY;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.CHAR;
import static org.apache.flink.table.api.DataTypes.DATE;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.INTERVAL;
import static org.apache.flink.table.api.DataTypes.MONTH;
import static org.apache.flink.table.api.DataTypes.SECOND;
import static org.apache.flink.table.api.DataTypes.SMALLINT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIME;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;
import static org.apache.flink.table.api.DataTypes.TINYINT;
import static org.apache.flink.table.api.DataTypes.VARBINARY;
import static org.apache.flink.table.api.DataTypes.VARCHAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FieldCodecsTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(STRING(), StringData.fromString("größe 😀"), "größe 😀"),
                arguments(STRING(), StringData.fromString(""), ""),
                arguments(CHAR(3), StringData.fromString("abc"), "abc"),
                arguments(BYTES(), new byte[] {0, -1, 10}, null),
                arguments(BOOLEAN(), true, "true"),
                arguments(BOOLEAN(), false, "false"),
                arguments(TINYINT(), Byte.MIN_VALUE, "-128"),
                arguments(TINYINT(), Byte.MAX_VALUE, "127"),
                arguments(SMALLINT(), Short.MIN_VALUE, "-32768"),
                arguments(SMALLINT(), Short.MAX_VALUE, "32767"),
                arguments(INT(), Integer.MIN_VALUE, "-2147483648"),
                arguments(INT(), Integer.MAX_VALUE, "2147483647"),
                arguments(BIGINT(), Long.MIN_VALUE, "-9223372036854775808"),
                arguments(BIGINT(), Long.MAX_VALUE, "9223372036854775807"),
                arguments(BIGINT(), 0L, "0"),
                arguments(FLOAT(), Float.MIN_VALUE, "1.4E-45"),
                arguments(FLOAT(), Float.NaN, "NaN"),
                arguments(DOUBLE(), -Double.MAX_VALUE, "-1.7976931348623157E308"),
                arguments(DOUBLE(), Double.NEGATIVE_INFINITY, "-Infinity"),
                arguments(DOUBLE(), -0.0, "-0.0"),
                arguments(
                        DECIMAL(38, 10),
                        decimal("-9999999999999999999999999999.9999999999", 38, 10),
                        "-9999999999999999999999999999.9999999999"),
                arguments(DECIMAL(5, 0), decimal("12345", 5, 0), "12345"),
                arguments(DATE(), (int) LocalDate.of(1, 1, 1).toEpochDay(), "0001-01-01"),
                arguments(DATE(), (int) LocalDate.of(9999, 12, 31).toEpochDay(), "9999-12-31"),
                arguments(TIME(3), 86_399_999, "23:59:59.999"),
                arguments(TIME(0), 0, "00:00:00"),
                arguments(
                        TIMESTAMP(9),
                        TimestampData.fromLocalDateTime(
                                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999)),
                        "9999-12-31 23:59:59.999999999"),
                arguments(
                        TIMESTAMP(3),
                        TimestampData.fromLocalDateTime(LocalDateTime.of(1, 1, 1, 0, 0)),
                        "0001-01-01 00:00:00"),
                arguments(
                        TIMESTAMP_LTZ(6),
                        TimestampData.fromInstant(Instant.parse("2026-01-31T12:34:56.000001Z")),
                        "2026-01-31 12:34:56.000001Z"),
                arguments(INTERVAL(MONTH()), 14, "14"),
                arguments(INTERVAL(SECOND(3)), -1500L, "-1500"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsWhatItWrote(DataType type, Object value, String text) {
        byte[] encoded =
                FieldCodecs.encoder("c", type.getLogicalType()).encode(GenericRowData.of(value), 0);

        if (text != null) {
            assertThat(new String(encoded, UTF_8)).isEqualTo(text);
        }
        assertThat(FieldCodecs.decoder("c", type.getLogicalType()).decode(encoded))
                .isEqualTo(value);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments(TINYINT(), "128"),
                arguments(SMALLINT(), "-32769"),
                arguments(INT(), "2147483648"),
                arguments(BIGINT(), "9223372036854775808"),
                arguments(BIGINT(), "-9223372036854775809"),
                arguments(BIGINT(), "99999999999999999999"),
                arguments(BIGINT(), ""),
                arguments(BIGINT(), "-"),
                arguments(BIGINT(), "1.5"),
                arguments(BIGINT(), " 1"),
                arguments(BOOLEAN(), "yes"),
                arguments(DOUBLE(), "one"),
                arguments(DECIMAL(3, 1), "100.0"),
                arguments(DECIMAL(3, 1), "x"),
                arguments(DECIMAL(3, 1), "1e999999999"),
                arguments(DECIMAL(3, 1), "9".repeat(10_000)),
                arguments(DECIMAL(3, 1), "99.95"),
                arguments(CHAR(3), "ab"),
                arguments(CHAR(3), "abcd"),
                arguments(VARCHAR(2), "äöü"),
                arguments(BINARY(2), "a"),
                arguments(VARBINARY(2), "abc"),
                arguments(DATE(), "2026-02-30"),
                arguments(TIME(), "24:00:00"),
                arguments(TIMESTAMP(3), "2026-01-31"),
                arguments(TIMESTAMP_LTZ(3), "2026-01-31 00:00:00"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoSuchValue(DataType type, String text) {
        FieldDecoder decoder = FieldCodecs.decoder("c", type.getLogicalType());

        assertThatThrownBy(() -> decoder.decode(text.getBytes(UTF_8)))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "0e999999999", "0e-999999999", "-0.0049", "1e-3"})
    void takesZeroForADecimalBelowHalfAUnitWhateverItsExponent(String text) {
        FieldDecoder decoder = FieldCodecs.decoder("c", DECIMAL(5, 2).getLogicalType());

        assertThat(decoder.decode(text.getBytes(UTF_8))).isEqualTo(decimal("0.00", 5, 2));
    }

    @Test
    void refusesATextThatIsNotInUtf8() {
        FieldDecoder decoder = FieldCodecs.decoder("c", STRING().getLogicalType());

        assertThatThrownBy(() -> decoder.decode(new byte[] {'a', (byte) 0xC3}))
                .hasMessage("the text is not in UTF-8");
    }

    @Test
    void countsCharactersAndNotBytes() {
        FieldDecoder decoder = FieldCodecs.decoder("c", VARCHAR(2).getLogicalType());

        assertThat(decoder.decode("ä😀".getBytes(UTF_8))).isEqualTo(StringData.fromString("ä😀"));
    }

    @Test
    void keepsNoMoreDigitsOfATimeThanTheTypeHas() {
        FieldDecoder decoder = FieldCodecs.decoder("c", TIME(1).getLogicalType());

        assertThat(decoder.decode("00:00:01.987".getBytes(UTF_8))).isEqualTo(1900);
    }

    @Test
    void quotesOnlyTheBeginningOfALongValue() {
        FieldDecoder decoder = FieldCodecs.decoder("c", INT().getLogicalType());

        assertThatThrownBy(() -> decoder.decode("x".repeat(1_000_000).getBytes(UTF_8)))
                .hasMessageStartingWith("'" + "x".repeat(50) + "…'");
    }

    @Test
    void readsTimestampsWithATToo() {
        FieldDecoder decoder = FieldCodecs.decoder("c", TIMESTAMP(3).getLogicalType());

        assertThat(decoder.decode("2026-01-31T12:00:00".getBytes(UTF_8)))
                .isEqualTo(TimestampData.fromLocalDateTime(LocalDateTime.of(2026, 1, 31, 12, 0)));
    }

    @Test
    void namesAColumnWithoutATextForm() {
        assertThatThrownBy(() -> FieldCodecs.decoder("items", ARRAY(STRING()).getLogicalType()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Column 'items'")
                .hasMessageContaining("ARRAY<STRING>")
                .hasMessageContaining("set 'format'");
    }

    private static DecimalData decimal(String text, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
    }
}
