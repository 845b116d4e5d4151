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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.FeedFunction;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Values of every type on their way into DuckDB and back, at the ends of their ranges. */
class TypeRoundTripTest {

    @TempDir private Path folder;

    private DuckDBConnection connection;

    @BeforeEach
    void open() throws Exception {
        connection = (DuckDBConnection) SinkFiles.connect(folder.resolve("t.duckdb"));
        FeedFunction.register(connection);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(DataTypes.BOOLEAN(), list(true, false), list("true", "false")),
                arguments(
                        DataTypes.TINYINT(),
                        list(Byte.MIN_VALUE, Byte.MAX_VALUE),
                        list("-128", "127")),
                arguments(
                        DataTypes.SMALLINT(),
                        list(Short.MIN_VALUE, Short.MAX_VALUE),
                        list("-32768", "32767")),
                arguments(
                        DataTypes.INT(),
                        list(Integer.MIN_VALUE, Integer.MAX_VALUE),
                        list("-2147483648", "2147483647")),
                arguments(
                        DataTypes.BIGINT(),
                        list(Long.MIN_VALUE, Long.MAX_VALUE),
                        list("-9223372036854775808", "9223372036854775807")),
                arguments(
                        DataTypes.FLOAT(),
                        list(1.5f, Float.NaN, Float.NEGATIVE_INFINITY),
                        list("1.5", "nan", "-inf")),
                arguments(
                        DataTypes.DOUBLE(),
                        list(-0.25, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE),
                        list("-0.25", "nan", "inf", "5e-324")),
                arguments(
                        DataTypes.DECIMAL(5, 2),
                        list(decimal("-999.99", 5, 2), decimal("0.01", 5, 2)),
                        list("-999.99", "0.01")),
                arguments(
                        DataTypes.DECIMAL(18, 18),
                        list(decimal("0.999999999999999999", 18, 18)),
                        list(".999999999999999999")),
                arguments(
                        DataTypes.DECIMAL(18, 0),
                        list(decimal("-999999999999999999", 18, 0)),
                        list("-999999999999999999")),
                arguments(
                        DataTypes.DECIMAL(38, 10),
                        list(decimal("-9999999999999999999999999999.9999999999", 38, 10)),
                        list("-9999999999999999999999999999.9999999999")),
                arguments(
                        DataTypes.STRING(),
                        list(text(""), text("a\0b"), text("Grüße, 世界 \uD83D\uDE00")),
                        list("", "a\0b", "Grüße, 世界 \uD83D\uDE00")),
                arguments(
                        DataTypes.BYTES(),
                        list(new byte[0], new byte[] {0, (byte) 0xff, '\\', 'x'}),
                        list("", "00FF5C78")),
                arguments(
                        DataTypes.DATE(),
                        list(-719162, 0, 2932896),
                        list("0001-01-01", "1970-01-01", "9999-12-31")),
                arguments(DataTypes.TIME(3), list(0, 86_399_999), list("00:00:00", "23:59:59.999")),
                arguments(
                        DataTypes.TIMESTAMP(6),
                        list(
                                timestamp("0001-01-01T00:00:00"),
                                timestamp("1969-12-31T23:59:59.999999"),
                                timestamp("9999-12-31T23:59:59.999999")),
                        list(
                                "0001-01-01 00:00:00",
                                "1969-12-31 23:59:59.999999",
                                "9999-12-31 23:59:59.999999")),
                arguments(
                        DataTypes.TIMESTAMP(9),
                        list(
                                timestamp("1677-09-22T00:00:00.000000001"),
                                timestamp("2262-04-11T23:47:16.854775806")),
                        list("1677-09-22 00:00:00.000000001", "2262-04-11 23:47:16.854775806")),
                arguments(
                        DataTypes.TIMESTAMP_LTZ(6),
                        list(timestamp("2026-01-02T03:04:05.000006")),
                        list("2026-01-02 03:04:05.000006+00")),
                arguments(
                        DataTypes.INTERVAL(DataTypes.MONTH()),
                        list(-13, 25),
                        list("-1 year -1 month", "2 years 1 month")),
                arguments(
                        DataTypes.INTERVAL(DataTypes.SECOND(3)),
                        list(-1L, 90_061_001L),
                        list("-00:00:00.001", "25:01:01.001")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void keepsEveryValueAndNull(DataType type, List<Object> values, List<String> shown)
            throws Exception {
        List<Object> written = new ArrayList<>(values);
        written.add(1, null);

        write(type, written);

        List<String> expected = new ArrayList<>(shown);
        expected.add(1, null);
        assertThat(SinkFiles.query(connection, select(type)))
                .containsExactlyElementsOf(
                        expected.stream().map(value -> value == null ? "null" : value).toList());
    }

    @Test
    void keepsTheOrderOfMoreRowsThanAVectorHolds() throws Exception {
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < 10_000; i++) {
            values.add(i % 7 == 0 ? null : i);
        }

        write(DataTypes.BIGINT(), values);

        assertThat(SinkFiles.query(connection, "SELECT v FROM t ORDER BY rowid"))
                .containsExactlyElementsOf(values.stream().map(String::valueOf).toList());
    }

    static Stream<Arguments> unwritable() {
        return Stream.of(
                arguments(
                        DataTypes.STRING(),
                        StringData.fromBytes(new byte[] {'a', (byte) 0xff}),
                        "not valid UTF-8: 61 ff"),
                arguments(
                        DataTypes.DECIMAL(5, 2), decimal("1000.00", 10, 2), "1000.00 does not fit"),
                arguments(DataTypes.DECIMAL(5, 2), decimal("0.001", 10, 3), "0.001 does not fit"),
                arguments(
                        DataTypes.DECIMAL(20, 2),
                        decimal("9999999999999999999.00", 30, 2),
                        "does not fit into DECIMAL(20,2)"),
                arguments(
                        DataTypes.TIMESTAMP(9),
                        timestamp("2300-01-01T00:00:00"),
                        "out of the range of nanoseconds"),
                arguments(
                        DataTypes.TIMESTAMP(6),
                        TimestampData.fromEpochMillis(Long.MAX_VALUE),
                        "out of range"),
                arguments(
                        DataTypes.TIMESTAMP(6),
                        TimestampData.fromEpochMillis(-9_223_372_022_400_001L),
                        "-290308-12-21T23:59:59.999 is out of range"),
                arguments(
                        DataTypes.TIMESTAMP_LTZ(6),
                        TimestampData.fromEpochMillis(9_223_372_036_854_775L, 807_000),
                        "54.775807 is out of range"),
                arguments(DataTypes.DATE(), -Integer.MAX_VALUE, "the date is out of range"),
                arguments(DataTypes.TIME(3), -1, "the time is not one of a day: -1 ms"),
                arguments(DataTypes.TIME(3), 86_400_000, "not one of a day: 86400000 ms"),
                arguments(
                        DataTypes.INTERVAL(DataTypes.DAY(), DataTypes.SECOND(3)),
                        Long.MAX_VALUE,
                        "the interval is out of range"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("unwritable")
    void refusesAValueAndNamesItsColumn(DataType type, Object value, String problem) {
        RowBatch batch = new RowBatch(columns(type));

        assertThatThrownBy(() -> batch.append(GenericRowData.of(value)))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("Column 'v'")
                .hasMessageContaining(problem);
    }

    @Test
    void leavesOutARowThatItRefuses() throws Exception {
        RowBatch batch = new RowBatch(columns(DataTypes.STRING()));
        batch.append(GenericRowData.of(text("good")));

        assertThatThrownBy(
                        () ->
                                batch.append(
                                        GenericRowData.of(
                                                StringData.fromBytes(new byte[] {(byte) 0xc3}))))
                .isInstanceOf(UnwritableValueException.class);

        assertThat(batch.rows()).isEqualTo(1);
    }

    /** Each half of a character is invalid, but DuckDB looks at all strings of a batch at once. */
    @Test
    void refusesTheHalvesOfACharacter() {
        RowBatch batch = new RowBatch(columns(DataTypes.STRING()));
        byte[] character = "é".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(
                        () -> {
                            batch.append(half(character, 0));
                            batch.append(half(character, 1));
                        })
                .isInstanceOf(UnwritableValueException.class);
    }

    private static GenericRowData half(byte[] character, int index) {
        return GenericRowData.of(StringData.fromBytes(new byte[] {character[index]}));
    }

    private void write(DataType type, List<Object> values) throws Exception {
        List<ColumnMapping> columns = columns(type);
        RowBatch batch = new RowBatch(columns);
        for (Object value : values) {
            batch.append(GenericRowData.of(value));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE TABLE t (" + ColumnMapping.definitions(columns) + ")");
        }
        try (RowBatchWriter writer = TableFunctionBatchWriter.create(connection, "t", columns)) {
            writer.write(batch);
        }
    }

    private static String select(DataType type) {
        boolean binary = type.equals(DataTypes.BYTES());
        return "SELECT " + (binary ? "hex(v)" : "v::VARCHAR") + " FROM t ORDER BY rowid";
    }

    private static List<ColumnMapping> columns(DataType type) {
        return ColumnMapping.of(
                (RowType) DataTypes.ROW(DataTypes.FIELD("v", type)).getLogicalType());
    }

    private static List<Object> list(Object... values) {
        return Arrays.asList(values);
    }

    private static DecimalData decimal(String value, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(value), precision, scale);
    }

    private static StringData text(String value) {
        return StringData.fromString(value);
    }

    private static TimestampData timestamp(String value) {
        return TimestampData.fromLocalDateTime(LocalDateTime.parse(value));
    }
}
