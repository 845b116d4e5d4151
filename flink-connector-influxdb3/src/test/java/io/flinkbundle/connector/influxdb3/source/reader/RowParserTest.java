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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.utils.TypeConversions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowParserTest {

    @Test
    void readsColumnsInTheOrderOfTheQueryAndLeavesOutWhatIsMissing() throws Exception {
        PointRow rows =
                rows(
                        layout(
                                value("a", DataTypes.BIGINT()),
                                value("b", DataTypes.STRING()),
                                value("c", DataTypes.DOUBLE())),
                        "{\"c0\":1,\"c1\":\"x\",\"c2\":2.5}\n{\"c1\":\"y\"}\n{}\n"
                                + "{\"c2\":-0.0,\"c0\":7}\n{\"c0\":null,\"c1\":\"z\"}");

        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(0)).isEqualTo(1);
        assertThat(rows.getString(1)).isEqualTo(StringData.fromString("x"));
        assertThat(rows.getDouble(2)).isEqualTo(2.5);
        assertThat(rows.next()).isTrue();
        assertThat(rows.isNullAt(0)).isTrue();
        assertThat(rows.getString(1)).isEqualTo(StringData.fromString("y"));
        assertThat(rows.isNullAt(2)).isTrue();
        assertThat(rows.next()).isTrue();
        assertThat(rows.isNullAt(0) && rows.isNullAt(1) && rows.isNullAt(2)).isTrue();
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(0)).isEqualTo(7);
        assertThat(rows.getDouble(2)).isEqualTo(-0.0);
        assertThat(rows.next()).isTrue();
        assertThat(rows.isNullAt(0)).isTrue();
        assertThat(rows.next()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain",
                "``",
                "ä€😀",
                "\\\"quoted\\\"",
                "back\\\\slash\\\\",
                "\\n\\t\\r\\b\\f\\/",
                "\\u0007 \\u00e4 \\u20ac",
                "\\ud83d\\ude00!",
                "long enough for more than eight bytes \\\\\\\" and on"
            })
    void readsTexts(String json) throws Exception {
        PointRow row = only(layout(value("a", DataTypes.STRING())), "{\"c0\":\"" + json + "\"}");

        String expected =
                json.replace("\\\\", "\0")
                        .replace("\\\"", "\"")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\r", "\r")
                        .replace("\\b", "\b")
                        .replace("\\f", "\f")
                        .replace("\\/", "/")
                        .replace("\\u0007", "\u0007")
                        .replace("\\u00e4", "ä")
                        .replace("\\u20ac", "€")
                        .replace("\\ud83d\\ude00", "😀")
                        .replace("\0", "\\");
        assertThat(row.getString(0).toString()).isEqualTo(expected);
    }

    @Test
    void readsRandomDoublesExactly() throws Exception {
        Random random = new Random(7);
        List<Double> values = new ArrayList<>(List.of(0.0, -0.0, 0.1, 1e22, 1e23, 9e15 + 1));
        values.addAll(List.of(Double.MIN_VALUE, Double.MAX_VALUE, -1e-300, 123456789012345678.0));
        for (int i = 0; i < 10_000; i++) {
            double bits = Double.longBitsToDouble(random.nextLong());
            values.add(Double.isFinite(bits) ? bits : 1.0);
            values.add(random.nextInt(1_000_000) / 1000.0);
        }
        StringBuilder json = new StringBuilder();
        values.forEach(value -> json.append("{\"c0\":").append(value).append("}\n"));

        PointRow rows = rows(layout(value("a", DataTypes.DOUBLE())), json.toString());

        for (double value : values) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getDouble(0)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "999999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "12.0",
                "1.2e3",
                "\"42\""
            })
    void readsWholeNumbers(String json) throws Exception {
        PointRow row = only(layout(value("a", DataTypes.BIGINT())), "{\"c0\":" + json + "}");

        assertThat(row.getLong(0))
                .isEqualTo(new BigDecimal(json.replace("\"", "")).longValueExact());
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT, 128",
        "TINYINT, -129",
        "SMALLINT, 32768",
        "INT, 2147483648",
        "BIGINT, 9223372036854775808",
        "BIGINT, 1.5",
        "BIGINT, \"x\"",
        "BIGINT, true",
        "DOUBLE, \"x\"",
        "DOUBLE, true",
        "BOOLEAN, 1",
        "STRING, 1",
        "DATE, \"x\""
    })
    void refusesWhatDoesNotFitAndNamesTheColumn(String type, String json) {
        DataType dataType =
                TypeConversions.fromLogicalToDataType(
                        LogicalTypeParser.parse(type, getClass().getClassLoader()));

        assertThatThrownBy(() -> rows(layout(value("level", dataType)), "{\"c0\":" + json + "}\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'level'")
                .hasMessageContaining(dataType.getLogicalType().asSummaryString())
                .hasMessageContaining(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "[1]", "{\"x\":1}", "{\"c0\"", "{\"c0\":\"open"})
    void refusesWhatIsNoRow(String line) {
        assertThatThrownBy(() -> rows(layout(value("a", DataTypes.STRING())), line + "\n"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsOtherTypes() throws Exception {
        PointRow row =
                only(
                        layout(
                                value("a", DataTypes.BOOLEAN()),
                                value("b", DataTypes.BOOLEAN()),
                                value("c", DataTypes.FLOAT()),
                                value("d", DataTypes.DECIMAL(20, 0)),
                                value("e", DataTypes.DATE()),
                                value("f", DataTypes.TIME(3)),
                                value("g", DataTypes.TIMESTAMP(6)),
                                value("h", DataTypes.TIMESTAMP_LTZ(9)),
                                value("i", DataTypes.BYTES()),
                                value("j", DataTypes.INT()),
                                value("k", DataTypes.DECIMAL(5, 2))),
                        "{\"c0\":true,\"c1\":\"false\",\"c2\":0.1,\"c3\":18446744073709551615,"
                                + "\"c4\":\"2026-01-31\",\"c5\":\"12:34:56.789\","
                                + "\"c6\":\"0001-01-01T00:00:00.123456789\","
                                + "\"c7\":\"9999-12-31T23:59:59.999999999Z\",\"c8\":\"AAH/\","
                                + "\"c9\":-5,\"c10\":1.25}");

        assertThat(row.getBoolean(0)).isTrue();
        assertThat(row.getBoolean(1)).isFalse();
        assertThat(row.getFloat(2)).isEqualTo(0.1f);
        assertThat(row.getDecimal(3, 20, 0))
                .isEqualTo(
                        DecimalData.fromBigDecimal(new BigDecimal("18446744073709551615"), 20, 0));
        assertThat(row.getInt(4)).isEqualTo((int) LocalDate.of(2026, 1, 31).toEpochDay());
        assertThat(row.getInt(5)).isEqualTo(45_296_789);
        assertThat(row.getTimestamp(6, 6).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse("0001-01-01T00:00:00.123456"));
        assertThat(row.getTimestamp(7, 9).toInstant())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999999999Z"));
        assertThat(row.getBinary(8)).containsExactly(0, 1, -1);
        assertThat(row.getInt(9)).isEqualTo(-5);
        assertThat(row.getDecimal(10, 5, 2).toBigDecimal()).isEqualByComparingTo("1.25");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00, 0",
        "1970-01-01T00:00:00.000000001, 1",
        "1969-12-31T23:59:59.999999999, -1",
        "2026-01-31T12:34:56.123, 1769862896123000000",
        "2026-01-31T12:34:56.123456Z, 1769862896123456000",
        "1677-09-21T00:12:43.145224192, -9223372036854775808",
        "2262-04-11T23:47:16.854775807, 9223372036854775807"
    })
    void readsTheTimeOfAPoint(String text, long nanos) throws Exception {
        RowBatch batch =
                parse(
                        layout(
                                ScanColumn.time(
                                        type(DataTypes.TIMESTAMP(9)), TimePrecision.MILLISECONDS)),
                        "{\"c0\":\"" + text + "\"}\n");

        assertThat(batch.times[0]).isEqualTo(nanos);
        PointRow row = new PointRow(batch, StringData.fromString("t"), 0, 1);
        row.next();
        assertThat(row.getTimestamp(0, 9).toLocalDateTime())
                .isEqualTo(LocalDateTime.parse(text.replace("Z", "")));
    }

    @Test
    void cutsTheTimeOffTowardsThePast() throws Exception {
        RowLayout layout =
                layout(ScanColumn.time(type(DataTypes.TIMESTAMP(3)), TimePrecision.MILLISECONDS));
        PointRow row = only(layout, "{\"c0\":\"1969-12-31T23:59:58.123456789\"}");

        assertThat(row.getTimestamp(0, 3)).isEqualTo(timestamp("1969-12-31T23:59:58.123"));
        assertThat(row.getTimestamp(0, 6)).isEqualTo(timestamp("1969-12-31T23:59:58.123456"));
        assertThat(row.getTimestamp(0, 0)).isEqualTo(timestamp("1969-12-31T23:59:58"));
        assertThat(row.getTimestamp(0, 2)).isEqualTo(timestamp("1969-12-31T23:59:58.12"));
    }

    @Test
    void readsTheTimeAsANumber() throws Exception {
        RowLayout layout =
                layout(
                        ScanColumn.time(type(DataTypes.BIGINT()), TimePrecision.SECONDS),
                        ScanColumn.measurement(type(DataTypes.STRING())));
        PointRow row = only(layout, "{\"c0\":\"1969-12-31T23:59:58.5\"}");

        assertThat(row.getLong(0)).isEqualTo(-2);
        assertThat(row.getString(1)).isEqualTo(StringData.fromString("t"));
    }

    @Test
    void tellsPointsApartByTheirTagsWhateverTheirOrder() throws Exception {
        RowLayout layout =
                new RowLayout(
                        List.of(),
                        List.of(
                                new RowLayout.Selected("c0", -1, CellKind.CONSTANT, false, 11),
                                new RowLayout.Selected("c1", -1, CellKind.CONSTANT, false, 12)));
        RowBatch batch =
                parse(
                        layout,
                        "{\"c0\":\"a\",\"c1\":\"b\"}\n{\"c1\":\"b\",\"c0\":\"a\"}\n"
                                + "{\"c0\":\"b\",\"c1\":\"a\"}\n{\"c0\":\"a\"}\n{\"c1\":\"a\"}\n"
                                + "{\"c0\":\"aaaaaaaaa\"}\n{\"c0\":\"aaaaaaaab\"}\n{}\n");

        assertThat(batch.identities[0]).isEqualTo(batch.identities[1]);
        assertThat(Arrays.stream(batch.identities, 0, batch.rows()).distinct()).hasSize(7);
    }

    private static TimestampData timestamp(String text) {
        return TimestampData.fromLocalDateTime(LocalDateTime.parse(text));
    }

    private static ScanColumn value(String name, DataType type) {
        return ScanColumn.value(name, type.getLogicalType());
    }

    private static LogicalType type(DataType type) {
        return type.getLogicalType();
    }

    private static RowLayout layout(ScanColumn... columns) {
        List<RowLayout.Selected> selected = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].role() != ScanColumn.Role.MEASUREMENT) {
                selected.add(
                        new RowLayout.Selected(
                                "c" + i,
                                i,
                                CellKind.of(columns[i]),
                                columns[i].role() == ScanColumn.Role.TIME,
                                0));
            }
        }
        return new RowLayout(List.of(columns), selected);
    }

    private static PointRow only(RowLayout layout, String line) throws IOException {
        PointRow row = rows(layout, line + "\n");
        assertThat(row.next()).isTrue();
        return row;
    }

    private static PointRow rows(RowLayout layout, String lines) throws IOException {
        RowBatch batch = parse(layout, lines);
        return new PointRow(batch, StringData.fromString("t"), 0, batch.rows());
    }

    private static RowBatch parse(RowLayout layout, String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return new RowParser(layout).parse(Arrays.copyOf(bytes, bytes.length + 16), bytes.length);
    }
}
