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
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows by keys. The table's last column numbers its rows. */
class KeyQueryTest {

    @TempDir private Path folder;

    private Path table(String columns, String... rows) throws Exception {
        Path file = folder.resolve("keys.duckdb");
        DuckDbFiles.execute(file, "CREATE TABLE t (" + columns + ")");
        for (String row : rows) {
            DuckDbFiles.execute(file, "INSERT INTO t VALUES (" + row + ")");
        }
        return file;
    }

    /** Looks up keys by all columns but the last, and returns "key: row" for all that is found. */
    private static List<String> find(DuckDbScan scan, Object[]... keys) throws Exception {
        List<RowType.RowField> columns = scan.columns().getFields();
        int number = columns.size() - 1;
        List<KeyField> fields =
                columns.subList(0, number).stream()
                        .map(column -> new KeyField(column.getName(), column.getType()))
                        .toList();
        List<Object[]> values = new ArrayList<>();
        for (Object[] key : keys) {
            Object[] taken = new Object[key.length];
            for (int i = 0; i < key.length; i++) {
                taken[i] = fields.get(i).value(GenericRowData.of(key), i);
            }
            values.add(taken);
        }
        List<String> found = new ArrayList<>();
        try (KeyQuery query = KeyQuery.open(scan, fields, "test")) {
            query.find(values, (key, row) -> found.add(key + ": " + row.getInt(number)));
        }
        return found;
    }

    private static Object[] key(Object... fields) {
        return fields;
    }

    static Stream<Arguments> scalars() {
        StringData uuid = StringData.fromString("6d3d2d0e-50a5-4c6d-a2a5-0d4a5b8d3f11");
        return Stream.of(
                scalar("BOOLEAN", "true", DataTypes.BOOLEAN(), true),
                scalar("TINYINT", "-128", DataTypes.TINYINT(), (byte) -128),
                scalar("SMALLINT", "300", DataTypes.SMALLINT(), (short) 300),
                scalar("UTINYINT", "255", DataTypes.SMALLINT(), (short) 255),
                scalar("INTEGER", "-5", DataTypes.INT(), -5),
                scalar("INTEGER", "-5", DataTypes.BIGINT(), -5L),
                scalar("BIGINT", Long.MIN_VALUE + "", DataTypes.BIGINT(), Long.MIN_VALUE),
                scalar("FLOAT", "0.1", DataTypes.FLOAT(), 0.1f),
                scalar("DOUBLE", "0.1", DataTypes.DOUBLE(), 0.1),
                scalar("DOUBLE", "'-Infinity'", DataTypes.DOUBLE(), Double.NEGATIVE_INFINITY),
                scalar("DECIMAL(10,2)", "-1.50", DataTypes.DECIMAL(10, 2), decimal("-1.50", 10, 2)),
                scalar("DECIMAL(10,2)", "1.5", DataTypes.DECIMAL(20, 4), decimal("1.5", 20, 4)),
                scalar("HUGEINT", "7", DataTypes.DECIMAL(38, 0), decimal("7", 38, 0)),
                scalar("VARCHAR", "'x''y'", DataTypes.STRING(), StringData.fromString("x'y")),
                scalar("VARCHAR", "''", DataTypes.STRING(), StringData.fromString("")),
                scalar("UUID", "'" + uuid + "'", DataTypes.STRING(), uuid),
                scalar("BLOB", "'\\x00\\xFF'", DataTypes.BYTES(), new byte[] {0, -1}),
                scalar("DATE", "'1969-12-31'", DataTypes.DATE(), -1),
                scalar("TIME", "'00:00:01.5'", DataTypes.TIME(3), 1500),
                scalar(
                        "TIMESTAMP",
                        "'2024-02-29 12:00:00.123456'",
                        DataTypes.TIMESTAMP(6),
                        timestamp("2024-02-29T12:00:00.123456")),
                scalar(
                        "TIMESTAMP",
                        "'1969-12-31 23:59:59.1239'",
                        DataTypes.TIMESTAMP(3),
                        timestamp("1969-12-31T23:59:59.123")),
                scalar(
                        "TIMESTAMP_NS",
                        "'2024-02-29 12:00:00.123456789'",
                        DataTypes.TIMESTAMP(9),
                        timestamp("2024-02-29T12:00:00.123456789")),
                scalar(
                        "TIMESTAMP",
                        "'2024-01-01 00:00:00'",
                        DataTypes.TIMESTAMP(9),
                        timestamp("2024-01-01T00:00:00")),
                scalar(
                        "TIMESTAMPTZ",
                        "'2024-01-01 00:00:00+00'",
                        DataTypes.TIMESTAMP_LTZ(6),
                        timestamp("2024-01-01T00:00:00")));
    }

    private static Arguments scalar(String type, String literal, DataType declared, Object key) {
        return Arguments.of(type, literal, declared, key);
    }

    private static DecimalData decimal(String value, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(value), precision, scale);
    }

    private static TimestampData timestamp(String value) {
        return TimestampData.fromLocalDateTime(LocalDateTime.parse(value));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void findsARowByTheValueThatItShows(String type, String literal, DataType declared, Object key)
            throws Exception {
        Path file = table("c0 " + type + ", c1 INTEGER", literal + ", 1", "NULL, 2");

        assertThat(find(ScanFixture.scan(file, declared, DataTypes.INT()), key(key)))
                .containsExactly("0: 1");
    }

    @Test
    void answersManyKeysAtOnceAndEachAsOftenAsItIsAsked() throws Exception {
        Path file = table("c0 BIGINT, c1 INTEGER", "1, 10", "2, 20", "2, 21", "3, 30");

        List<String> found =
                find(
                        ScanFixture.scan(file, DataTypes.BIGINT(), DataTypes.INT()),
                        key(2L),
                        key(9L),
                        key(1L),
                        key(2L));

        assertThat(found).containsExactlyInAnyOrder("0: 20", "0: 21", "2: 10", "3: 20", "3: 21");
    }

    @Test
    void allFieldsOfAKeyHaveToBeEqual() throws Exception {
        Path file =
                table("c0 BIGINT, c1 VARCHAR, c2 INTEGER", "1, 'a', 1", "1, 'b', 2", "2, 'a', 3");

        List<String> found =
                find(
                        ScanFixture.scan(
                                file, DataTypes.BIGINT(), DataTypes.STRING(), DataTypes.INT()),
                        key(1L, StringData.fromString("b")),
                        key(2L, StringData.fromString("b")));

        assertThat(found).containsExactly("0: 2");
    }

    @Test
    void textsAreComparedByTheirBytesEvenUnderACollation() throws Exception {
        Path file = table("c0 VARCHAR COLLATE NOCASE, c1 INTEGER", "'Ada', 1", "'ada', 2");

        List<String> found =
                find(
                        ScanFixture.scan(file, DataTypes.STRING(), DataTypes.INT()),
                        key(StringData.fromString("ada")));

        assertThat(found).containsExactly("0: 2");
    }

    @Test
    void notANumberFindsNothing() throws Exception {
        Path file = table("c0 DOUBLE, c1 INTEGER", "'NaN', 1", "0, 2");

        List<String> found =
                find(
                        ScanFixture.scan(file, DataTypes.DOUBLE(), DataTypes.INT()),
                        key(Double.NaN),
                        key(-0.0));

        assertThat(found).containsExactly("1: 2");
    }

    @Test
    void aTimeThatTheColumnCannotHoldFindsNothing() throws Exception {
        Path file = table("c0 TIMESTAMP, c1 INTEGER", "'2024-01-01 00:00:00.123456', 1");

        List<String> found =
                find(
                        ScanFixture.scan(file, DataTypes.TIMESTAMP(9), DataTypes.INT()),
                        key(timestamp("2024-01-01T00:00:00.123456001")),
                        key(TimestampData.fromEpochMillis(Long.MAX_VALUE)),
                        key(timestamp("2024-01-01T00:00:00.123456")));

        assertThat(found).containsExactly("2: 1");
    }

    @Test
    void rowsThatTheScanLeavesOutAreNotFound() throws Exception {
        Path file = table("c0 BIGINT, c1 INTEGER", "1, 10", "1, 11");
        DuckDbScan scan = ScanFixture.scan(file, DataTypes.BIGINT(), DataTypes.INT());

        assertThat(find(ScanFixture.with(scan, new ScanPredicate("c1 > ?", List.of(10))), key(1L)))
                .containsExactly("0: 11");
    }

    @Test
    void looksUpTheResultOfAQuery() throws Exception {
        Path file = table("a BIGINT, b INTEGER", "1, 10", "2, 20");
        DuckDbScan scan = ScanFixture.scan(file, DataTypes.BIGINT(), DataTypes.INT());
        ScanRelation query =
                new ScanRelation.Query("SELECT a AS c0, (b + 1)::INTEGER AS c1 FROM t");

        assertThat(find(ScanFixture.with(scan, query, false), key(2L))).containsExactly("0: 21");
    }

    @Test
    void findsRowsInManyChunks() throws Exception {
        Path file = folder.resolve("keys.duckdb");
        DuckDbFiles.execute(
                file,
                "CREATE TABLE t AS SELECT range % 2 AS c0, range::INTEGER AS c1 FROM range(20000)");

        assertThat(find(ScanFixture.scan(file, DataTypes.BIGINT(), DataTypes.INT()), key(1L)))
                .hasSize(10_000)
                .doesNotHaveDuplicates();
    }
}
