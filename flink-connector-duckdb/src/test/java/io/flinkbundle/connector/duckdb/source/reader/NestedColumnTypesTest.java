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
import io.flinkbundle.connector.duckdb.Rows;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;

import org.junit.jupiter.api.Test;
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
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.DATE;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.SMALLINT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIME;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;
import static org.apache.flink.table.api.DataTypes.TINYINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Columns of ARRAY, MAP and ROW types, as Flink sees their values after it has copied them. */
class NestedColumnTypesTest {

    @TempDir private Path folder;

    static Stream<Arguments> values() {
        return Stream.of(
                of("BOOLEAN[]", ARRAY(BOOLEAN()), "[true, NULL, false]", list(true, null, false)),
                of("TINYINT[]", ARRAY(TINYINT()), "[-128, 127]", list((byte) -128, (byte) 127)),
                of("UTINYINT[]", ARRAY(SMALLINT()), "[255, NULL]", list((short) 255, null)),
                of("INTEGER[]", ARRAY(INT()), "[]", list()),
                of(
                        "BIGINT[]",
                        ARRAY(BIGINT()),
                        "[-9223372036854775808, 9223372036854775807]",
                        list(Long.MIN_VALUE, Long.MAX_VALUE)),
                of("FLOAT[]", ARRAY(FLOAT()), "['nan', '0.1', '-0']", list(Float.NaN, 0.1f, -0.0f)),
                of(
                        "DOUBLE[]",
                        ARRAY(DOUBLE()),
                        "['nan', 'inf', '-inf', 5e-324, '-0', NULL]",
                        list(
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.MIN_VALUE,
                                -0.0,
                                null)),
                of(
                        "DECIMAL(38,2)[]",
                        ARRAY(DECIMAL(38, 2)),
                        "[-999999999999999999999999999999999999.99, NULL]",
                        list(new BigDecimal("-999999999999999999999999999999999999.99"), null)),
                of(
                        "HUGEINT[]",
                        ARRAY(DECIMAL(38, 0)),
                        "[99999999999999999999999999999999999999]",
                        list(new BigDecimal("99999999999999999999999999999999999999"))),
                of(
                        "VARCHAR[]",
                        ARRAY(STRING()),
                        "['', NULL, 'null', 'a\"b\\c', chr(0) || chr(10) || chr(31), '[1,2]', '😀é']",
                        list("", null, "null", "a\"b\\c", "\0\n\u001f", "[1,2]", "😀é")),
                of(
                        "BLOB[]",
                        ARRAY(BYTES()),
                        "[''::BLOB, '\\xFF\\x00'::BLOB, NULL]",
                        list(new byte[0], new byte[] {-1, 0}, null)),
                of(
                        "DATE[]",
                        ARRAY(DATE()),
                        "['0001-01-01', NULL]",
                        list(LocalDate.of(1, 1, 1), null)),
                of(
                        "TIME[]",
                        ARRAY(TIME(3)),
                        "['23:59:59.999']",
                        list(LocalTime.parse("23:59:59.999"))),
                of(
                        "TIMESTAMP[]",
                        ARRAY(TIMESTAMP(6)),
                        "['1969-12-31 23:59:59.999999', NULL]",
                        list(LocalDateTime.parse("1969-12-31T23:59:59.999999"), null)),
                of(
                        "TIMESTAMP_NS[]",
                        ARRAY(TIMESTAMP(9)),
                        "['2262-04-11 23:47:16.854775806']",
                        list(LocalDateTime.parse("2262-04-11T23:47:16.854775806"))),
                of(
                        "TIMESTAMPTZ[]",
                        ARRAY(TIMESTAMP_LTZ(6)),
                        "['2024-02-29 12:00:01.123456+05']",
                        list(Instant.parse("2024-02-29T07:00:01.123456Z"))),
                of(
                        "INTERVAL[]",
                        ARRAY(DataTypes.INTERVAL(DataTypes.MONTH())),
                        "['2 years', NULL]",
                        list(Period.ofMonths(24), null)),
                of(
                        "UUID[]",
                        ARRAY(STRING()),
                        "['ffffffff-0000-0000-0000-000000000001']",
                        list("ffffffff-0000-0000-0000-000000000001")),
                of(
                        "JSON[]",
                        ARRAY(STRING()),
                        "['{\"a\": \"x\"}', 'null', NULL]",
                        list("{\"a\": \"x\"}", "null", null)),
                of("ENUM('a', 'it''s')[]", ARRAY(STRING()), "['it''s']", list("it's")),
                of("INTEGER[3]", ARRAY(INT()), "[1, NULL, 3]", list(1, null, 3)),
                of("INTEGER[2][2]", ARRAY(ARRAY(INT())), "[[1, 2], NULL]", list(list(1, 2), null)),
                of(
                        "VARCHAR[][]",
                        ARRAY(ARRAY(STRING())),
                        "[[], ['a]', NULL], NULL, ['\"']]",
                        list(list(), list("a]", null), null, list("\""))),
                of(
                        "STRUCT(a INTEGER, \"b c\" VARCHAR)",
                        ROW(FIELD("B C", STRING()), FIELD("a", INT())),
                        "{'a': 1, 'b c': 'x'}",
                        Row.of("x", 1)),
                of(
                        "STRUCT(a INTEGER)",
                        ROW(FIELD("a", INT())),
                        "{'a': NULL}",
                        Row.of((Object) null)),
                of(
                        "STRUCT(s STRUCT(l BIGINT[], m MAP(VARCHAR, INTEGER)), z UTINYINT)",
                        ROW(
                                FIELD(
                                        "s",
                                        ROW(
                                                FIELD("l", ARRAY(BIGINT())),
                                                FIELD("m", MAP(STRING(), INT())))),
                                FIELD("z", SMALLINT())),
                        "{'s': {'l': [7, NULL], 'm': MAP {'k': 5}}, 'z': NULL}",
                        Row.of(Row.of(list(7L, null), Map.of("k", 5)), null)),
                of(
                        "STRUCT(a INTEGER, b VARCHAR[])[]",
                        ARRAY(ROW(FIELD("a", INT()), FIELD("b", ARRAY(STRING())))),
                        "[{'a': 1, 'b': ['x', ',']}, NULL, {'a': NULL, 'b': NULL}]",
                        list(Row.of(1, list("x", ",")), null, Row.of(null, null))),
                of(
                        "MAP(INTEGER, STRUCT(t TIMESTAMP)[])",
                        MAP(INT(), ARRAY(ROW(FIELD("t", TIMESTAMP(6))))),
                        "MAP {1: [{'t': TIMESTAMP '2024-01-01'}, NULL], 2: NULL, 3: []}",
                        map(
                                1,
                                list(Row.of(LocalDateTime.parse("2024-01-01T00:00")), null),
                                2,
                                null,
                                3,
                                list())),
                of("MAP(VARCHAR, BLOB)", MAP(STRING(), BYTES()), "MAP {}", Map.of()),
                of(
                        "MAP(STRUCT(a INTEGER), MAP(DATE, DOUBLE))",
                        MAP(ROW(FIELD("a", INT())), MAP(DATE(), DOUBLE())),
                        "MAP {{'a': 1}: MAP {DATE '2024-01-01': 0.5}}",
                        Map.of(Row.of(1), Map.of(LocalDate.parse("2024-01-01"), 0.5))),
                of(
                        "MAP(VARCHAR, INTEGER)[]",
                        ARRAY(MAP(STRING(), INT())),
                        "[MAP {'a': 1}, NULL, MAP {}]",
                        list(Map.of("a", 1), null, Map.of())),
                of(
                        "UNION(num INTEGER, str VARCHAR)",
                        ROW(FIELD("num", INT()), FIELD("str", STRING())),
                        "union_value(str := 'x')",
                        Row.of(null, "x")),
                of(
                        "UNION(num INTEGER, str VARCHAR)",
                        STRING(),
                        "union_value(str := 'x')",
                        "{\"str\":\"x\"}"),
                of(
                        "UNION(num INTEGER, str VARCHAR)[]",
                        ARRAY(STRING()),
                        "[union_value(num := 5)]",
                        list("{\"num\":5}")),
                of("VARIANT", STRING(), "{'a': [1, NULL]}::VARIANT", "{\"a\":[1,null]}"),
                of("VARIANT[]", ARRAY(STRING()), "['x'::VARIANT, NULL]", list("\"x\"", null)));
    }

    @ParameterizedTest(name = "{2} in {0} as {1}")
    @MethodSource("values")
    void readsEveryValueAndNull(String duckDbType, DataType type, String literal, Row row)
            throws Exception {
        Path file = table(duckDbType, "(NULL)", "(" + literal + ")", "(NULL)", "(" + literal + ")");

        Row none = Row.of((Object) null);
        assertThat(read(file, type)).containsExactly(none, row, none, row);
    }

    @Test
    void readsListsOfManyRows() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT CASE WHEN range % 3 > 0"
                                + " THEN list_transform(range(range % 5), lambda x: x + t.range)"
                                + " END AS c0 FROM range(5000) t");

        List<Row> rows = read(file, ARRAY(BIGINT()));

        assertThat(rows).hasSize(5000);
        assertThat(rows.get(3)).isEqualTo(Row.of((Object) null));
        assertThat(rows.get(4999)).isEqualTo(Row.of(List.of(4999L, 5000L, 5001L, 5002L)));
    }

    static Stream<Arguments> valuesWithoutCounterpart() {
        return Stream.of(
                arguments(
                        "TIMESTAMP[]",
                        ARRAY(TIMESTAMP(6)),
                        "([]), ([]), (['2024-01-01', 'infinity'])",
                        "'c0[]' holds an infinite timestamp in element 2 in the row with rowid 2"),
                arguments(
                        "STRUCT(d DATE)",
                        ROW(FIELD("d", DATE())),
                        "({'d': '-infinity'})",
                        "'c0.d' holds an infinite date in the row with rowid 0"),
                arguments(
                        "MAP(INTEGER, TIME)[]",
                        ARRAY(MAP(INT(), TIME())),
                        "([NULL, MAP {1: TIME '24:00:00'}])",
                        "'c0[].value' holds the time 24:00:00 in element 1 in element 2 in the row"),
                arguments(
                        "UHUGEINT[]",
                        ARRAY(DECIMAL(38, 0)),
                        "([340282366920938463463374607431768211455])",
                        "340282366920938463463374607431768211455"));
    }

    @ParameterizedTest(name = "{2} in {0}")
    @MethodSource("valuesWithoutCounterpart")
    void aValueWithoutCounterpartFailsWithItsPlace(
            String duckDbType, DataType type, String rows, String reason) throws Exception {
        Path file = table(duckDbType, rows);

        assertThatThrownBy(() -> read(file, type)).hasMessageContaining(reason);
    }

    static Stream<Arguments> pairsThatDoNotFit() {
        return Stream.of(
                arguments("BIGINT[]", ARRAY(INT()), "'c0[]' is declared as INT, but is BIGINT"),
                arguments("BIGINT", ARRAY(INT()), "'c0' is declared as ARRAY<INT>, but is BIGINT"),
                arguments("STRUCT(a INTEGER)", ARRAY(INT()), "but is STRUCT(\"a\" INTEGER)"),
                arguments("INTEGER[]", MAP(INT(), INT()), "but is INTEGER[]"),
                arguments(
                        "STRUCT(a STRUCT(b DOUBLE))",
                        ROW(FIELD("a", ROW(FIELD("b", INT())))),
                        "'c0.a.b' is declared as INT, but is DOUBLE"),
                arguments(
                        "STRUCT(a INTEGER)[]",
                        ARRAY(ROW(FIELD("z", INT()))),
                        "'c0[].z' is declared as INT, but does not exist"),
                arguments(
                        "MAP(BIGINT, INTEGER)",
                        MAP(INT(), INT()),
                        "'c0.key' is declared as INT, but is BIGINT"),
                arguments(
                        "MAP(INTEGER, INTEGER)",
                        DataTypes.MULTISET(INT()),
                        "'c0' is declared as MULTISET<INT>, but is MAP(INTEGER, INTEGER)"));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("pairsThatDoNotFit")
    void refusesAPairThatWouldLoseValuesAndNamesThePart(
            String duckDbType, DataType type, String problem) throws Exception {
        Path file = table(duckDbType);

        assertThatThrownBy(() -> read(file, type)).hasMessageContaining(problem);
    }

    private Path table(String duckDbType, String... rows) throws Exception {
        String[] statements = new String[rows.length + 1];
        statements[0] = "CREATE TABLE t (c0 " + duckDbType + ")";
        for (int i = 0; i < rows.length; i++) {
            statements[i + 1] = "INSERT INTO t VALUES " + rows[i];
        }
        return DuckDbFiles.execute(folder.resolve("t.duckdb"), statements);
    }

    /** Reads the rows, copied as Flink copies what it keeps. */
    private static List<Row> read(Path file, DataType type) throws Exception {
        DataType rowType = ROW(FIELD("c0", type));
        Rows rows = new Rows(rowType);
        RowDataSerializer serializer = new RowDataSerializer((RowType) rowType.getLogicalType());
        Function<RowData, RowData> copy = serializer::copy;
        List<RowData> copies =
                ScanFixture.read(ScanFixture.scan(file, type), ScanFixture.everything(), copy);
        return copies.stream().map(rows::external).toList();
    }

    private static Arguments of(String duckDbType, DataType type, String literal, Object value) {
        return arguments(duckDbType, type, literal, Rows.comparable(Row.of(value)));
    }

    private static Object[] list(Object... values) {
        return values;
    }

    private static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
