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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every scalar type, with NULL and the ends of its range. */
class ColumnTypesTest {

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("readableValues")
    void readsEveryValueOfAType(
            String duckDbType, DataType type, List<String> literals, List<Object> expected)
            throws Exception {
        Path file = table(duckDbType, literals);
        RowData.FieldGetter getter = RowData.createFieldGetter(type.getLogicalType(), 0);

        List<Object> read =
                ScanFixture.read(
                        ScanFixture.scan(file, type),
                        ScanFixture.everything(),
                        getter::getFieldOrNull);

        List<Object> expectedWithNull = new ArrayList<>(expected);
        expectedWithNull.add(null);
        assertThat(read).containsExactlyElementsOf(expectedWithNull);
    }

    static Stream<Arguments> readableValues() {
        String hugest = "170141183460469231731687303715884105727";
        BigDecimal nines = new BigDecimal("9".repeat(38));
        return Stream.of(
                values("BOOLEAN", DataTypes.BOOLEAN(), List.of("true", "false"), true, false),
                values(
                        "TINYINT",
                        DataTypes.TINYINT(),
                        List.of("-128", "127"),
                        Byte.MIN_VALUE,
                        Byte.MAX_VALUE),
                values(
                        "SMALLINT",
                        DataTypes.SMALLINT(),
                        List.of("-32768", "32767"),
                        Short.MIN_VALUE,
                        Short.MAX_VALUE),
                values("UTINYINT", DataTypes.SMALLINT(), List.of("255"), (short) 255),
                values(
                        "INTEGER",
                        DataTypes.INT(),
                        List.of("-2147483648", "2147483647"),
                        Integer.MIN_VALUE,
                        Integer.MAX_VALUE),
                values("USMALLINT", DataTypes.INT(), List.of("65535"), 65_535),
                values(
                        "BIGINT",
                        DataTypes.BIGINT(),
                        List.of("-9223372036854775808", "9223372036854775807"),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE),
                values("UINTEGER", DataTypes.BIGINT(), List.of("4294967295"), 4_294_967_295L),
                values("INTEGER", DataTypes.BIGINT(), List.of("-7"), -7L),
                values(
                        "FLOAT",
                        DataTypes.FLOAT(),
                        List.of("'nan'", "'-infinity'", "1.5"),
                        Float.NaN,
                        Float.NEGATIVE_INFINITY,
                        1.5f),
                values(
                        "DOUBLE",
                        DataTypes.DOUBLE(),
                        List.of("'nan'", "'infinity'", "1.7976931348623157e308"),
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.MAX_VALUE),
                values(
                        "DECIMAL(4,1)",
                        DataTypes.DECIMAL(4, 1),
                        List.of("-999.9"),
                        decimal("-999.9", 4, 1)),
                values(
                        "DECIMAL(18,3)",
                        DataTypes.DECIMAL(20, 5),
                        List.of("123456789012345.678"),
                        decimal("123456789012345.67800", 20, 5)),
                values(
                        "DECIMAL(38,10)",
                        DataTypes.DECIMAL(38, 10),
                        List.of("-1234567890123456789012345678.0123456789"),
                        decimal("-1234567890123456789012345678.0123456789", 38, 10)),
                values(
                        "UBIGINT",
                        DataTypes.DECIMAL(20, 0),
                        List.of("18446744073709551615"),
                        decimal("18446744073709551615", 20, 0)),
                values(
                        "HUGEINT",
                        DataTypes.DECIMAL(38, 0),
                        List.of("-" + nines, nines.toString()),
                        decimal("-" + nines, 38, 0),
                        decimal(nines.toString(), 38, 0)),
                values("HUGEINT", DataTypes.STRING(), List.of(hugest), string(hugest)),
                values(
                        "BIGNUM",
                        DataTypes.DECIMAL(38, 0),
                        List.of(nines.toString()),
                        decimal(nines.toString(), 38, 0)),
                values(
                        "BIGNUM",
                        DataTypes.STRING(),
                        List.of("'1" + "0".repeat(50) + "'"),
                        string("1" + "0".repeat(50))),
                values(
                        "VARCHAR",
                        DataTypes.STRING(),
                        List.of("''", "'Grüße 🦆'", "'a' || chr(0) || 'b'", "repeat('x', 5000)"),
                        string(""),
                        string("Grüße 🦆"),
                        string("a\0b"),
                        string("x".repeat(5_000))),
                values("VARCHAR", DataTypes.CHAR(3), List.of("'abc'"), string("abc")),
                values(
                        "BLOB",
                        DataTypes.BYTES(),
                        List.of("''", "'\\x00\\xFF\\x0A'"),
                        new byte[0],
                        new byte[] {0, -1, 10}),
                values(
                        "DATE",
                        DataTypes.DATE(),
                        List.of("'0001-01-01'", "'1969-12-31'", "'9999-12-31'"),
                        day("0001-01-01"),
                        -1,
                        day("9999-12-31")),
                values(
                        "TIME",
                        DataTypes.TIME(3),
                        List.of("'00:00:00'", "'23:59:59.999999'"),
                        0,
                        (int) (LocalTime.parse("23:59:59.999").toNanoOfDay() / 1_000_000)),
                values(
                        "TIMESTAMP",
                        DataTypes.TIMESTAMP(6),
                        List.of("'0001-01-01 00:00:00'", "'1969-12-31 23:59:59.999999'"),
                        timestamp("0001-01-01T00:00:00"),
                        timestamp("1969-12-31T23:59:59.999999")),
                values(
                        "TIMESTAMP",
                        DataTypes.TIMESTAMP(2),
                        List.of("'1969-12-31 23:59:59.987654'", "'9999-12-31 23:59:59.999999'"),
                        timestamp("1969-12-31T23:59:59.98"),
                        timestamp("9999-12-31T23:59:59.99")),
                values(
                        "TIMESTAMP_S",
                        DataTypes.TIMESTAMP(0),
                        List.of("'2024-02-29 12:00:01'"),
                        timestamp("2024-02-29T12:00:01")),
                values(
                        "TIMESTAMP_MS",
                        DataTypes.TIMESTAMP(3),
                        List.of("'2024-02-29 12:00:01.123'"),
                        timestamp("2024-02-29T12:00:01.123")),
                values(
                        "TIMESTAMP_NS",
                        DataTypes.TIMESTAMP(9),
                        List.of("'1677-09-22 00:00:00'", "'2262-04-11 23:47:16.854775806'"),
                        timestamp("1677-09-22T00:00:00"),
                        timestamp("2262-04-11T23:47:16.854775806")),
                values(
                        "TIMESTAMP_NS",
                        DataTypes.TIMESTAMP(6),
                        List.of("'2024-02-29 12:00:01.123456789'"),
                        timestamp("2024-02-29T12:00:01.123456")),
                values(
                        "TIMESTAMPTZ",
                        DataTypes.TIMESTAMP_LTZ(6),
                        List.of("'2024-02-29 12:00:01.123456+05'"),
                        TimestampData.fromInstant(Instant.parse("2024-02-29T07:00:01.123456Z"))),
                values(
                        "INTERVAL",
                        DataTypes.INTERVAL(DataTypes.YEAR(), DataTypes.MONTH()),
                        List.of("'2 years -1 months'", "'-14 months'"),
                        23,
                        -14),
                values(
                        "INTERVAL",
                        DataTypes.INTERVAL(DataTypes.DAY(), DataTypes.SECOND(3)),
                        List.of("'2 days -1.5 seconds'"),
                        2 * 86_400_000L - 1_500L),
                values(
                        "INTERVAL",
                        DataTypes.STRING(),
                        List.of("'1 month 2 days'"),
                        string("1 month 2 days")),
                values(
                        "UUID",
                        DataTypes.STRING(),
                        List.of("'ffffffff-0000-0000-0000-000000000001'"),
                        string("ffffffff-0000-0000-0000-000000000001")),
                values("ENUM('sad', 'ok')", DataTypes.STRING(), List.of("'ok'"), string("ok")),
                values("JSON", DataTypes.STRING(), List.of("'{\"a\": 1}'"), string("{\"a\": 1}")),
                values("BIT", DataTypes.STRING(), List.of("'0101'"), string("0101")),
                values(
                        "TIMETZ",
                        DataTypes.STRING(),
                        List.of("'01:02:03+05'"),
                        string("01:02:03+05")));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("valuesWithoutCounterpart")
    void aValueWithoutCounterpartFailsWithItsReason(
            String duckDbType, String literal, DataType type, String reason) throws Exception {
        Path file = table(duckDbType, List.of(literal));

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(file, type),
                                        ScanFixture.everything(),
                                        row -> 0))
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> valuesWithoutCounterpart() {
        return Stream.of(
                arguments("TIMESTAMP", "'infinity'", DataTypes.TIMESTAMP(6), "infinite timestamp"),
                arguments(
                        "TIMESTAMPTZ",
                        "'-infinity'",
                        DataTypes.TIMESTAMP_LTZ(6),
                        "infinite timestamp"),
                arguments("DATE", "'-infinity'", DataTypes.DATE(), "infinite date"),
                arguments("TIME", "'24:00:00'", DataTypes.TIME(), "24:00:00"),
                arguments(
                        "INTERVAL",
                        "'1 month 1 day'",
                        DataTypes.INTERVAL(DataTypes.MONTH()),
                        "days or a time of day"),
                arguments(
                        "INTERVAL",
                        "'1 month'",
                        DataTypes.INTERVAL(DataTypes.DAY(), DataTypes.SECOND(3)),
                        "holds months"),
                arguments(
                        "UHUGEINT",
                        "340282366920938463463374607431768211455",
                        DataTypes.DECIMAL(38, 0),
                        "340282366920938463463374607431768211455"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("pairsThatDoNotFit")
    void refusesAPairThatWouldLoseValues(String duckDbType, DataType type) throws Exception {
        Path file = table(duckDbType, List.of());

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(file, type),
                                        ScanFixture.everything(),
                                        row -> 0))
                .hasMessageContaining("column 'c0' is declared as " + type);
    }

    static Stream<Arguments> pairsThatDoNotFit() {
        return Stream.of(
                arguments("BIGINT", DataTypes.INT()),
                arguments("UBIGINT", DataTypes.BIGINT()),
                arguments("DOUBLE", DataTypes.FLOAT()),
                arguments("DECIMAL(10,2)", DataTypes.DECIMAL(10, 1)),
                arguments("DECIMAL(10,2)", DataTypes.DECIMAL(10, 3)),
                arguments("BIGINT", DataTypes.DECIMAL(18, 0)),
                arguments("HUGEINT", DataTypes.DECIMAL(37, 0)),
                arguments("INTEGER", DataTypes.STRING()),
                arguments("TIMESTAMPTZ", DataTypes.TIMESTAMP(6)),
                arguments("TIMESTAMP", DataTypes.TIMESTAMP_LTZ(6)),
                arguments("INTEGER[]", DataTypes.STRING()),
                arguments("STRUCT(a INTEGER)", DataTypes.STRING()));
    }

    private Path table(String duckDbType, List<String> literals) throws Exception {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE t (c0 " + duckDbType + ")");
        literals.forEach(value -> statements.add("INSERT INTO t VALUES (" + value + ")"));
        statements.add("INSERT INTO t VALUES (NULL)");
        return DuckDbFiles.execute(folder.resolve("t.duckdb"), statements.toArray(String[]::new));
    }

    private static Arguments values(
            String duckDbType, DataType type, List<String> literals, Object... expected) {
        return arguments(duckDbType, type, literals, List.of(expected));
    }

    private static StringData string(String value) {
        return StringData.fromString(value);
    }

    private static DecimalData decimal(String value, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(value), precision, scale);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static TimestampData timestamp(String value) {
        return TimestampData.fromLocalDateTime(LocalDateTime.parse(value));
    }
}
