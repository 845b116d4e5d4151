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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LineParserTest {

    private static final String BACKSLASH =
            "Measurements, tag keys and values, and field keys may not end with a backslash";

    private final LineParser parser = new LineParser();
    private final ParsedLine line = new ParsedLine();

    private ParsedLine parse(String text) throws LineProtocolException {
        byte[] bytes = text.getBytes(UTF_8);
        parser.parse(bytes, 0, bytes.length, line);
        return line;
    }

    private void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(LineProtocolException.class)
                .hasMessage(reason);
    }

    @Test
    void readsMeasurementTagsFieldsAndTime() throws Exception {
        parse("cpu,host=a,region=eu usage=1.5,n=2i,u=3u,ok=true,s=\"text\" 1700000000");

        assertThat(line.measurement()).isEqualTo("cpu");
        assertThat(line.tagCount()).isEqualTo(2);
        assertThat(line.tagKey(1)).isEqualTo("region");
        assertThat(line.tagValue(1)).isEqualTo("eu");
        assertThat(line.fieldCount()).isEqualTo(5);
        assertThat(line.fieldKey(0)).isEqualTo("usage");
        assertThat(Double.longBitsToDouble(line.fieldBits(0))).isEqualTo(1.5);
        assertThat(line.fieldBits(1)).isEqualTo(2);
        assertThat(line.fieldType(2)).isEqualTo(ColumnType.UINTEGER);
        assertThat(line.fieldBits(3)).isEqualTo(1);
        assertThat(line.fieldString(4)).asString(UTF_8).isEqualTo("text");
        assertThat(line.hasTimestamp()).isTrue();
        assertThat(line.timestamp()).isEqualTo(1_700_000_000L);
    }

    @Test
    void needsNeitherTagsNorTime() throws Exception {
        parse("cpu usage=1");

        assertThat(line.tagCount()).isZero();
        assertThat(line.hasTimestamp()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a\\,b\\ c x=1 | a,b c",
                "a\\=b x=1     | a\\=b",
                "a=b x=1       | a=b",
                "a\\\\b x=1    | a\\b",
                "a\\nb x=1     | a\\nb",
                "größe x=1     | größe"
            })
    void readsMeasurementsWithEscapes(String text, String measurement) throws Exception {
        assertThat(parse(text).measurement()).isEqualTo(measurement);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m,k\\ 1=v\\,2 f=1   | k 1   | v,2",
                "m,k\\=1=v\\=2 f=1   | k=1   | v=2",
                "m,k=v=w f=1         | k     | v=w",
                "m,k,l=v f=1         | k,l   | v",
                "m,k\\\\l=v\\\\w f=1 | k\\l  | v\\w",
                "m,k\\xl=v\\xw f=1   | k\\xl | v\\xw",
                "m,k=\"v\" f=1       | k     | \"v\""
            })
    void readsTagsWithEscapes(String text, String key, String value) throws Exception {
        parse(text);

        assertThat(line.tagKey(0)).isEqualTo(key);
        assertThat(line.tagValue(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "m a\\ b=1  | a b",
                "m a\\,b=1  | a,b",
                "m a,b=1    | a,b",
                "m a\\=b=1  | a=b",
                "m \"a\"=1  | \"a\""
            })
    void readsFieldKeysWithEscapes(String text, String key) throws Exception {
        assertThat(parse(text).fieldKey(0)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"\"               | ~~",
                "\"a b,c=d\"        | ~a b,c=d~",
                "\"a\\\"b\"         | ~a\"b~",
                "\"a\\\\\"          | ~a\\~",
                "\"a\\nb\"          | ~a\\nb~",
                "\"a\\\\\\\"b\"     | ~a\\\"b~"
            })
    void readsStrings(String value, String text) throws Exception {
        assertThat(parse("m f=" + value).fieldString(0)).asString(UTF_8).isEqualTo(text);
    }

    @Test
    void readsLineFeedsInStrings() throws Exception {
        assertThat(parse("m f=\"a\nb\" 1").fieldString(0)).asString(UTF_8).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1, -1",
        "0, 0",
        "-0, -0.0",
        "1.5, 1.5",
        "01.50, 1.5",
        "1e3, 1000",
        "1E+3, 1000",
        "-1.5e-3, -0.0015",
        "9007199254740993, 9007199254740992",
        "0.1, 0.1",
        "123456789012345678901234567890, 1.2345678901234568E29",
        "4.9E-324, 4.9E-324"
    })
    void readsFloats(String text, double value) throws Exception {
        parse("m f=" + text);

        assertThat(line.fieldType(0)).isEqualTo(ColumnType.FLOAT);
        assertThat(Double.longBitsToDouble(line.fieldBits(0))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 999_999_999_999_999_999L})
    void readsIntegers(long value) throws Exception {
        parse("m f=" + value + "i");

        assertThat(line.fieldType(0)).isEqualTo(ColumnType.INTEGER);
        assertThat(line.fieldBits(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775808", "18446744073709551615"})
    void readsUnsignedIntegers(String value) throws Exception {
        parse("m f=" + value + "u");

        assertThat(line.fieldType(0)).isEqualTo(ColumnType.UINTEGER);
        assertThat(Long.toUnsignedString(line.fieldBits(0))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "t, 1",
        "T, 1",
        "true, 1",
        "True, 1",
        "TRUE, 1",
        "f, 0",
        "F, 0",
        "false, 0",
        "False, 0",
        "FALSE, 0"
    })
    void readsBooleans(String text, long value) throws Exception {
        parse("m f=" + text);

        assertThat(line.fieldType(0)).isEqualTo(ColumnType.BOOLEAN);
        assertThat(line.fieldBits(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                "+1",
                ".5",
                "-",
                "\"a",
                "",
                "'a'",
                "x",
                "-i",
                "i"
            })
    void refusesWhatIsNoValue(String value) {
        assertRefused("m f=" + value, "No fields were provided");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "m f=1.|.",
                "m f=1.5i|i",
                "m f=-1u|u",
                "m f=1e|e",
                "m f=0x10|x10",
                "m f=1_000|_000",
                "m f=tru|ru",
                "m f=TRue|Rue",
                "m f=\"a\"b|b",
                "m f=1,g=NaN 5|,g=NaN 5",
                "m f=1,|,",
                "m f=1 |~ ~",
                "m f=1 1.5|.5",
                "m f=1 5i|i",
                "m f=1 x| x",
                "m f=1 5 6|6"
            })
    void refusesWhatIsLeftBehindTheFieldsOrTheTime(String text, String left) {
        assertRefused(text, "Could not parse entire line. Found trailing content: `" + left + "`");
    }

    @Test
    void takesNoOtherWhiteSpaceForASpace() {
        assertRefused("m f=1 5\r", "Could not parse entire line. Found trailing content: `\r`");
        assertRefused("m f=1\t5", "Could not parse entire line. Found trailing content: `\t5`");
    }

    @Test
    void showsTheBeginningOfWhatIsLeft() {
        assertRefused(
                "m f=1 5 ünknown things",
                "Could not parse entire line. Found trailing content: `ünknown th...`");
    }

    @Test
    void takesSpacesBehindTheTime() throws Exception {
        assertThat(parse("m f=1 5   ").timestamp()).isEqualTo(5);
    }

    @Test
    void takesSeveralSpacesBetweenItsParts() throws Exception {
        assertThat(parse("m,a=b   f=1   5").timestamp()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",a=b f=1              | Invalid measurement was provided",
                "m                     | Expected at least one space character, got end of input",
                "m,a=b                 | Expected at least one space character, got end of input",
                "m, f=1                | Expected tag key, got ` f=1`",
                "m,=b f=1              | Expected tag key, got `=b f=1`",
                "m,a f=1               | Tag set malformed: could not find equals sign in `a f=1`",
                "m,a=b,cccccccccc f=1  | Tag set malformed: could not find equals sign in `a=b,cccccc...`",
                "m,a= f=1              | Expected tag value, got ` f=1`",
                "m,a=,c=d f=1          | Expected tag value, got `,c=d f=1`",
                "m,a=b,                | Expected tag key, got end of input",
                "m f                   | No fields were provided",
                "m =1                  | No fields were provided",
                "m 5                   | No fields were provided",
                "m,a=b  ,f=            | No fields were provided",
                "m f=9223372036854775808i  | Unable to parse integer value `9223372036854775808`",
                "m f=-9223372036854775809i | Unable to parse integer value `-9223372036854775809`",
                "m f=18446744073709551616u | Unable to parse unsigned integer value `18446744073709551616`",
                "m f=1 9223372036854775808 | Unable to parse timestamp value `9223372036854775808`"
            })
    void refusesWhatIsMissingOrTooLarge(String text, String reason) {
        assertRefused(text, reason);
    }

    @Test
    void refusesTabsWhereSpacesBelong() {
        assertRefused("m\tf=1", "Expected at least one space character, got `\tf=1`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\\\ f=1",
                "m,a\\\\=b f=1",
                "m,a=b\\\\ f=1",
                "m f\\\\=1",
                "a\\",
                "m,a=b\\"
            })
    void refusesNamesThatEndInABackslash(String text) {
        assertRefused(text, BACKSLASH);
    }

    @Test
    void refusesANulInTheMeasurementOnly() throws Exception {
        assertRefused("m\0n f=1", "Expected at least one space character, got `\0n f=1`");
        assertThat(parse("m,a=b\0c f=1").tagValue(0)).isEqualTo("b\0c");
    }

    @Test
    void takesTextsOfAMebibyteAndRefusesLongerOnes() throws Exception {
        String most = "x".repeat(1 << 20);

        assertThat(parse("m f=\"" + most + "\"").fieldString(0)).hasSize(1 << 20);
        assertThat(parse("m,t=" + most + " f=1").tagValue(0)).hasSize(1 << 20);
        assertRefused("m f=\"" + most + "x\"", "String is greater than 1MB");
        assertRefused("m,t=" + most + "x f=1", "String is greater than 1MB");
    }

    @Test
    void doesNotCountEscapesIntoTheLengthOfATextOfAMebibyte() throws Exception {
        String escapes = "\\\"".repeat(1 << 20);

        assertThat(parse("m f=\"" + escapes + "\"").fieldString(0)).hasSize(1 << 20);
    }

    @Test
    void takesMoreTagsAndFieldsThanTheLineBeforeHad() throws Exception {
        parse("m a=1");
        StringBuilder text = new StringBuilder("m");
        for (int i = 0; i < 100; i++) {
            text.append(",t").append(i).append("=v");
        }
        text.append(" f0=0i");
        for (int i = 1; i < 100; i++) {
            text.append(",f").append(i).append('=').append(i).append('i');
        }

        parse(text.toString());

        assertThat(line.tagCount()).isEqualTo(100);
        assertThat(line.fieldCount()).isEqualTo(100);
        assertThat(line.tagKey(99)).isEqualTo("t99");
        assertThat(line.fieldBits(99)).isEqualTo(99);
    }
}
