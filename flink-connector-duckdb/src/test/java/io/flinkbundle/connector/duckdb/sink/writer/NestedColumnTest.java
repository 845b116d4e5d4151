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

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.duckdb.client.FeedFunction;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.DATE;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIME;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Arrays, maps and rows on their way into columns that are there already. */
class NestedColumnTest {

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("t.duckdb");
    }

    static Stream<Arguments> fitting() {
        return Stream.of(
                arguments("INTEGER[2]", ARRAY(INT()), array(1, null), "[1, NULL]"),
                arguments("BIGINT[]", ARRAY(INT()), array(1, null), "[1, NULL]"),
                arguments("INTEGER[2][]", ARRAY(ARRAY(INT())), array(array(1, 2)), "[[1, 2]]"),
                arguments(
                        "STRUCT(B DOUBLE, \"a'\"\"\" VARCHAR)",
                        ROW(FIELD("A'\"", STRING()), FIELD("b", FLOAT())),
                        GenericRowData.of(text("x"), 0.5f),
                        "{'B': 0.5, 'a\\'\"': x}"),
                arguments(
                        "STRUCT(d DATE, e STRUCT(l TIME[]))[]",
                        ARRAY(ROW(FIELD("e", ROW(FIELD("l", ARRAY(TIME(3))))), FIELD("d", DATE()))),
                        array(
                                null,
                                GenericRowData.of(null, null),
                                GenericRowData.of(GenericRowData.of((Object) null), 1),
                                GenericRowData.of(GenericRowData.of(array(1)), 0)),
                        "[NULL, {'d': NULL, 'e': NULL}, {'d': 1970-01-02, 'e': {'l': NULL}},"
                                + " {'d': 1970-01-01, 'e': {'l': ['00:00:00.001']}}]"),
                arguments(
                        "MAP(UUID, ENUM('a', 'b'))",
                        MAP(STRING(), STRING()),
                        map(text("00000000-0000-0000-0000-00000000000A"), text("b")),
                        "{00000000-0000-0000-0000-00000000000a=b}"),
                arguments(
                        "MAP(DOUBLE, STRUCT(i HUGEINT))",
                        MAP(DOUBLE(), ROW(FIELD("i", BIGINT()))),
                        map(Double.NaN, null, -0.0, GenericRowData.of(7L)),
                        "{nan=NULL, -0.0={'i': 7}}"));
    }

    @ParameterizedTest(name = "{1} into {0}")
    @MethodSource("fitting")
    void takesTheFormOfTheColumn(String column, DataType type, Object value, String shown)
            throws Exception {
        RowBatch batch = batch(column, type);
        batch.append(GenericRowData.of((Object) null));
        batch.append(GenericRowData.of(value));
        batch.append(GenericRowData.of((Object) null));

        write(batch, type);

        assertThat(SinkFiles.query(file, "SELECT v::VARCHAR FROM t"))
                .containsExactly("null", shown, "null");
    }

    static Stream<Arguments> unwritable() {
        DataType point = ROW(FIELD("x", DOUBLE()));
        return Stream.of(
                arguments("INTEGER[2]", ARRAY(INT()), array(1), "'v'", "1 elements"),
                arguments(
                        "STRUCT(p INTEGER[3])[]",
                        ARRAY(ROW(FIELD("p", ARRAY(INT())))),
                        array(GenericRowData.of(array(1, 2, 3, 4))),
                        "'v[].p'",
                        "4 elements, but the column takes arrays of 3"),
                arguments(
                        "MAP(INTEGER, INTEGER)",
                        MAP(INT(), INT()),
                        map(null, 1),
                        "'v.key'",
                        "NULL"),
                arguments(
                        "MAP(DOUBLE, INTEGER)",
                        MAP(DOUBLE(), INT()),
                        map(0.0, 1, -0.0, 2),
                        "'v.key'",
                        "the key 0.0 is there twice"),
                arguments(
                        "MAP(BLOB, INTEGER)",
                        MAP(BYTES(), INT()),
                        map(new byte[] {1}, 1, new byte[] {1}, 2),
                        "'v.key'",
                        "there twice"),
                arguments(
                        "MAP(STRUCT(x DOUBLE), INTEGER)[]",
                        ARRAY(MAP(point, INT())),
                        array(map(GenericRowData.of(-0.0), 1, GenericRowData.of(0.0), 2)),
                        "'v[].key'",
                        "there twice"),
                arguments(
                        "VARCHAR[]",
                        ARRAY(STRING()),
                        array(StringData.fromBytes(new byte[] {'a', (byte) 0xff})),
                        "'v[]'",
                        "not valid UTF-8: 61 ff"),
                arguments(
                        "DECIMAL(5,2)[]",
                        ARRAY(DECIMAL(5, 2)),
                        array(DecimalData.fromBigDecimal(new BigDecimal("1000.00"), 10, 2)),
                        "'v[]'",
                        "1000.00 does not fit"),
                arguments("TIME[]", ARRAY(TIME(3)), array(86_400_000), "'v[]'", "not one of a day"),
                arguments(
                        "DATE[]",
                        ARRAY(DATE()),
                        array(Integer.MAX_VALUE),
                        "'v[]'",
                        "date is out of range"),
                arguments(
                        "MAP(INTEGER, TIMESTAMP)",
                        MAP(INT(), TIMESTAMP(6)),
                        map(1, TimestampData.fromEpochMillis(-9_223_372_022_400_001L)),
                        "'v.value'",
                        "out of range"));
    }

    @ParameterizedTest(name = "{4} in {0}")
    @MethodSource("unwritable")
    void refusesTheRowAndNamesThePart(
            String column, DataType type, Object value, String part, String problem)
            throws Exception {
        RowBatch batch = batch(column, type);

        assertThatThrownBy(() -> batch.append(GenericRowData.of(value)))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("Column " + part + " cannot be written to DuckDB")
                .hasMessageContaining(problem);

        // What was written of the value before it was refused is gone.
        batch.append(GenericRowData.of((Object) null));
        write(batch, type);
        assertThat(SinkFiles.query(file, "SELECT v IS NULL FROM t")).containsExactly("true");
    }

    @Test
    void showsTheValuesOfARejectedRow() {
        DataType type =
                ROW(FIELD("v", MAP(STRING(), ARRAY(ROW(FIELD("d", DATE()), FIELD("b", BYTES()))))));
        GenericRowData row =
                GenericRowData.of(
                        map(
                                text("k"),
                                array(GenericRowData.of(0, new byte[] {1}), null),
                                text("l"),
                                null));

        byte[] shown = RowText.utf8(row, ColumnMapping.of((RowType) type.getLogicalType()));

        assertThat(new String(shown, StandardCharsets.UTF_8))
                .isEqualTo("{v={k=[{d=1970-01-01, b=0x01}, null], l=null}}");
    }

    /** Creates the table, and a batch that knows its column. */
    private RowBatch batch(String column, DataType type) throws Exception {
        SinkFiles.execute(file, "CREATE TABLE t (v " + column + ")");
        return RowBatch.of(config(type));
    }

    private DuckDbSinkConfig config(DataType type) throws Exception {
        DuckDbSinkConfig config =
                SinkFiles.config(file, DataTypes.ROW(FIELD("v", type)), SchemaMode.VALIDATE);
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetTable.prepare(target, config);
            return config.withColumns(TargetTable.columns(target, config));
        }
    }

    private void write(RowBatch batch, DataType type) throws Exception {
        List<ColumnMapping> columns = config(type).columns();
        try (DuckDBConnection connection = (DuckDBConnection) SinkFiles.connect(file)) {
            FeedFunction.register(connection);
            try (RowBatchWriter writer =
                    TableFunctionBatchWriter.create(connection, "t", columns)) {
                writer.write(batch);
            }
        }
    }

    private static GenericArrayData array(Object... elements) {
        return new GenericArrayData(elements);
    }

    private static GenericMapData map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new GenericMapData(map);
    }

    private static StringData text(String value) {
        return StringData.fromString(value);
    }
}
