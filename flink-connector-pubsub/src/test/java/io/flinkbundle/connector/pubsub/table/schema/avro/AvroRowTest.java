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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import io.flinkbundle.connector.pubsub.table.schema.MissingColumns;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
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

class AvroRowTest {

    private static final StringData TEXT = StringData.fromString("t\u00e9a");
    private static final DecimalData AMOUNT =
            DecimalData.fromBigDecimal(new BigDecimal("-12.34"), 10, 2);
    private static final TimestampData MILLIS =
            TimestampData.fromLocalDateTime(LocalDateTime.parse("1969-12-31T23:59:59.123"));
    private static final TimestampData MICROS =
            TimestampData.fromLocalDateTime(LocalDateTime.parse("1969-12-31T23:59:59.123456"));

    static Stream<Arguments> types() {
        int date = (int) LocalDate.parse("2026-01-31").toEpochDay();
        return Stream.of(
                type("'boolean'", BOOLEAN(), true),
                type("'int'", TINYINT(), (byte) -3),
                type("'int'", SMALLINT(), (short) -300),
                type("'int'", INT(), Integer.MIN_VALUE),
                type("'long'", BIGINT(), Long.MIN_VALUE),
                type("'float'", FLOAT(), 1.5f),
                type("'double'", DOUBLE(), -2.25),
                type("'string'", STRING(), TEXT),
                type("{'type':'string','logicalType':'uuid'}", STRING(), TEXT),
                type("{'type':'enum','name':'E','symbols':['A','B']}", STRING(), text("B")),
                type("'bytes'", BYTES(), new byte[] {0, -1, 65}),
                type("{'type':'fixed','name':'F','size':3}", BYTES(), new byte[] {1, 2, -3}),
                type(
                        logical("bytes", "decimal','precision':10,'scale':'2"),
                        DECIMAL(10, 2),
                        AMOUNT),
                type(
                        "{'type':'fixed','name':'D','size':8,'logicalType':'decimal',"
                                + "'precision':10,'scale':2}",
                        DECIMAL(10, 2),
                        AMOUNT),
                type(logical("int", "date"), DATE(), date),
                type(logical("int", "time-millis"), TIME(), 86_399_999),
                type(logical("long", "time-micros"), TIME(), 86_399_999),
                type(logical("long", "timestamp-millis"), TIMESTAMP_LTZ(3), MILLIS),
                type(logical("long", "timestamp-micros"), TIMESTAMP_LTZ(6), MICROS),
                type(logical("long", "timestamp-micros"), TIMESTAMP(6), MICROS),
                type(logical("long", "local-timestamp-millis"), TIMESTAMP(3), MILLIS),
                type(logical("long", "local-timestamp-micros"), TIMESTAMP(6), MICROS),
                type("['null','string']", STRING(), TEXT),
                type("['null','string']", STRING(), null),
                type("['long','null']", BIGINT(), null),
                type(
                        "{'type':'array','items':['null','int']}",
                        ARRAY(INT()),
                        new GenericArrayData(new Object[] {1, null, 3})),
                type(
                        "{'type':'map','values':'string'}",
                        MAP(STRING(), STRING()),
                        new GenericMapData(Map.of(text("k"), TEXT))),
                type(
                        "{'type':'record','name':'N','fields':[{'name':'a','type':'int'},"
                                + "{'name':'b','type':['null','string']}]}",
                        ROW(FIELD("b", STRING()), FIELD("a", INT())),
                        GenericRowData.of(TEXT, 7)));
    }

    private static Arguments type(
            String avro, org.apache.flink.table.types.DataType type, Object value) {
        return arguments(avro.replace("'scale':'2'", "'scale':2"), type.getLogicalType(), value);
    }

    private static String logical(String type, String name) {
        return "{'type':'" + type + "','logicalType':'" + name + "'}";
    }

    private static StringData text(String value) {
        return StringData.fromString(value);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsInBinaryWhatItWrites(String avro, LogicalType type, Object value) throws Exception {
        assertThat(written(avro, type, value, false)).isEqualTo(GenericRowData.of(value));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsInJsonWhatItWrites(String avro, LogicalType type, Object value) throws Exception {
        assertThat(written(avro, type, value, true)).isEqualTo(GenericRowData.of(value));
    }

    private static RowData written(String avro, LogicalType type, Object value, boolean json)
            throws IOException {
        String schema = record("{'name':'f','type':" + avro + "}");
        RowType columns = RowType.of(new LogicalType[] {type}, new String[] {"f"});
        AvroRowEncoder encoder = AvroRowEncoder.of(schema, json, columns);
        encoder.encode(GenericRowData.of(value));
        byte[] data = encoder.encode(GenericRowData.of(value));
        AvroRowDecoder decoder = AvroRowDecoder.of(schema, json, columns, MissingColumns.REFUSE);
        decoder.decode(data);
        return decoder.decode(data);
    }

    private static String record(String... fields) {
        return ("{'type':'record','name':'Order','fields':[" + String.join(",", fields) + "]}")
                .replace('\'', '"');
    }

    private static RowType columns(org.apache.flink.table.types.AbstractDataType<?> row) {
        return (RowType) ((org.apache.flink.table.types.DataType) row).getLogicalType();
    }

    static Stream<Arguments> wideningReads() {
        return Stream.of(
                arguments("int", BIGINT().getLogicalType(), 7L),
                arguments("int", DOUBLE().getLogicalType(), 7.0));
    }

    @ParameterizedTest
    @MethodSource("wideningReads")
    void readsOlderNarrowerNumbers(String avro, LogicalType type, Object expected)
            throws Exception {
        String schema = record("{'name':'f','type':'" + avro + "'}");
        AvroRowDecoder decoder =
                AvroRowDecoder.of(
                        schema,
                        false,
                        RowType.of(new LogicalType[] {type}, new String[] {"f"}),
                        MissingColumns.REFUSE);

        assertThat(decoder.decode(new byte[] {14})).isEqualTo(GenericRowData.of(expected));
    }

    @Test
    void skipsFieldsThatAreNoColumns() throws Exception {
        String schema =
                record(
                        "{'name':'a','type':{'type':'array','items':'string'}}",
                        "{'name':'id','type':'long'}",
                        "{'name':'rest','type':['int','string','null']}");
        AvroRowDecoder decoder =
                AvroRowDecoder.of(
                        schema, true, columns(ROW(FIELD("id", BIGINT()))), MissingColumns.REFUSE);

        assertThat(decoder.decode(utf8("{\"id\":5,\"rest\":{\"int\":1},\"a\":[\"x\"]}")))
                .isEqualTo(GenericRowData.of(5L));
    }

    @Test
    void namesTheFieldsOfASchemaThatLacksAColumn() {
        String schema = record("{'name':'id','type':'long'}", "{'name':'item','type':'string'}");
        RowType columns = columns(ROW(FIELD("id", BIGINT()), FIELD("itm", STRING())));

        assertThatThrownBy(() -> AvroRowDecoder.of(schema, false, columns, MissingColumns.REFUSE))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(
                        "column 'itm' is no field of the record Order, whose fields are: id, item");
        assertThatThrownBy(() -> AvroRowEncoder.of(schema, false, columns))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("column 'itm' is no field");
    }

    @Test
    void readsAColumnThatAnOlderRevisionLacksAsNull() throws Exception {
        AvroRowDecoder decoder =
                AvroRowDecoder.of(
                        record("{'name':'id','type':'long'}"),
                        false,
                        columns(ROW(FIELD("added", STRING()), FIELD("id", BIGINT()))),
                        MissingColumns.READ_AS_NULL);

        assertThat(decoder.decode(new byte[] {2})).isEqualTo(GenericRowData.of(null, 1L));
    }

    @Test
    void refusesAnOlderRevisionThatLacksAColumnThatIsNotNull() {
        RowType columns = columns(ROW(FIELD("added", STRING().notNull()), FIELD("id", BIGINT())));

        assertThatThrownBy(
                        () ->
                                AvroRowDecoder.of(
                                        record("{'name':'id','type':'long'}"),
                                        false,
                                        columns,
                                        MissingColumns.READ_AS_NULL))
                .hasMessageContaining("column 'added' is no field");
    }

    static Stream<Arguments> incompatible() {
        return Stream.of(
                arguments("'string'", BIGINT(), "column 'f' is BIGINT, and the field is string"),
                arguments("'double'", BIGINT(), "column 'f' is BIGINT, and the field is double"),
                arguments(
                        logical("long", "timestamp-micros"),
                        DATE(),
                        "column 'f' is DATE, and the field is timestamp-micros (long)"),
                arguments("['int','string']", INT(), "is a union of int, string"),
                arguments(
                        "{'type':'map','values':'int'}",
                        MAP(INT(), INT()),
                        "those of an Avro map are STRING"));
    }

    @ParameterizedTest
    @MethodSource("incompatible")
    void refusesColumnsOfAnotherType(
            String avro, org.apache.flink.table.types.DataType type, String message) {
        String schema = record("{'name':'f','type':" + avro + "}");
        RowType columns = columns(ROW(FIELD("f", type)));

        assertThatThrownBy(() -> AvroRowDecoder.of(schema, false, columns, MissingColumns.REFUSE))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> AvroRowEncoder.of(schema, false, columns))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1",
                "{\"id\":\"x\",\"item\":\"y\"}",
                "nonsense",
                "",
                "[]",
                "{\"id\":1}"
            })
    void refusesMalformedJsonAndGoesOn(String data) throws Exception {
        AvroRowDecoder decoder = orders(true);

        assertThatThrownBy(() -> decoder.decode(utf8(data))).isInstanceOf(Exception.class);
        assertThat(decoder.decode(utf8("{\"id\":1,\"item\":\"tea\"}")))
                .isEqualTo(GenericRowData.of(1L, text("tea")));
    }

    @Test
    void refusesMalformedBinaryDataAndGoesOn() throws Exception {
        AvroRowDecoder decoder = orders(false);

        assertThatThrownBy(() -> decoder.decode(new byte[] {2}))
                .isInstanceOf(IOException.class)
                .hasMessage("the data ends before the record");
        assertThatThrownBy(() -> decoder.decode(new byte[] {2, 2, 65, 66}))
                .hasMessage("bytes follow the record");
        // A length of 2^31 - 1 bytes.
        assertThatThrownBy(() -> decoder.decode(new byte[] {2, -2, -1, -1, -1, 15, 65}))
                .hasMessageContaining("a value is 2147483647 bytes long, and the data ends before");
        assertThat(decoder.decode(new byte[] {2, 2, 65}))
                .isEqualTo(GenericRowData.of(1L, text("A")));
    }

    @ParameterizedTest
    @ValueSource(bytes = {-1, 1, 4})
    void refusesATypeThatAUnionDoesNotHave(byte index) throws Exception {
        AvroRowDecoder decoder =
                AvroRowDecoder.of(
                        record("{'name':'f','type':['null','int']}"),
                        false,
                        columns(ROW(FIELD("f", INT()))),
                        MissingColumns.REFUSE);

        assertThatThrownBy(() -> decoder.decode(new byte[] {index}))
                .isInstanceOf(IOException.class);
        assertThat(decoder.decode(new byte[] {0})).isEqualTo(GenericRowData.of((Object) null));
    }

    private static AvroRowDecoder orders(boolean json) throws SchemaMismatchException {
        return AvroRowDecoder.of(
                record("{'name':'id','type':'long'}", "{'name':'item','type':'string'}"),
                json,
                columns(ROW(FIELD("id", BIGINT()), FIELD("item", STRING()))),
                MissingColumns.REFUSE);
    }

    @Test
    void refusesValuesBeyondTheirColumn() throws Exception {
        AvroRowDecoder tiny =
                AvroRowDecoder.of(
                        record("{'name':'f','type':'int'}"),
                        true,
                        columns(ROW(FIELD("f", TINYINT()))),
                        MissingColumns.REFUSE);
        AvroRowDecoder notNull =
                AvroRowDecoder.of(
                        record("{'name':'f','type':['null','int']}"),
                        true,
                        columns(ROW(FIELD("f", INT().notNull()))),
                        MissingColumns.REFUSE);

        assertThatThrownBy(() -> tiny.decode(utf8("{\"f\":300}")))
                .hasMessage("300 is beyond TINYINT");
        assertThatThrownBy(() -> notNull.decode(utf8("{\"f\":null}")))
                .hasMessage("column 'f' is NOT NULL, and its value is null");
    }

    static Stream<Arguments> unwritable() {
        return Stream.of(
                arguments("'string'", STRING(), null, "column 'f' is NULL"),
                arguments(
                        "{'type':'enum','name':'E','symbols':['A','B']}",
                        STRING(),
                        text("C"),
                        "'C' is no symbol of the enum E, which has: A, B"),
                arguments(
                        "{'type':'fixed','name':'F','size':3}",
                        BYTES(),
                        new byte[] {1},
                        "1 bytes do not fill the fixed F of 3"),
                arguments(
                        logical("bytes", "decimal','precision':3,'scale':'2")
                                .replace("'scale':'2'", "'scale':2"),
                        DECIMAL(10, 2),
                        AMOUNT,
                        "-12.34 is beyond decimal(3, 2)"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void refusesToWriteWhatTheSchemaDoesNotTakeAndGoesOn(
            String avro, org.apache.flink.table.types.DataType type, Object value, String message)
            throws Exception {
        String schema = record("{'name':'id','type':'long'}", "{'name':'f','type':" + avro + "}");
        RowType columns = columns(ROW(FIELD("id", BIGINT()), FIELD("f", type)));
        for (boolean json : new boolean[] {true, false}) {
            AvroRowEncoder encoder = AvroRowEncoder.of(schema, json, columns);

            assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1L, value)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("column 'f'")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void writesRowsAfterOneThatFailed() throws Exception {
        String schema = record("{'name':'id','type':'long'}", "{'name':'f','type':'string'}");
        RowType columns = columns(ROW(FIELD("id", BIGINT()), FIELD("f", STRING())));
        AvroRowEncoder encoder = AvroRowEncoder.of(schema, true, columns);

        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1L, null)))
                .isInstanceOf(IOException.class);
        assertThat(encoder.encode(GenericRowData.of(2L, text("a"))))
                .asString()
                .isEqualTo("{\"id\":2,\"f\":\"a\"}");
    }

    @Test
    void fillsFieldsThatAreNoColumns() throws Exception {
        String schema =
                record(
                        "{'name':'id','type':'long'}",
                        "{'name':'kind','type':'string','default':'web'}",
                        "{'name':'note','type':['null','string']}");
        AvroRowEncoder encoder =
                AvroRowEncoder.of(schema, true, columns(ROW(FIELD("id", BIGINT()))));

        assertThat(encoder.encode(GenericRowData.of(1L)))
                .asString()
                .isEqualTo("{\"id\":1,\"kind\":\"web\",\"note\":null}");
    }

    @Test
    void refusesToWriteWithoutAColumnThatTheSchemaNeeds() {
        String schema = record("{'name':'id','type':'long'}", "{'name':'item','type':'string'}");

        assertThatThrownBy(
                        () -> AvroRowEncoder.of(schema, true, columns(ROW(FIELD("id", BIGINT())))))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("its field 'item' has no default, is not nullable");
    }

    @Test
    void refusesASchemaThatIsNoRecord() {
        assertThatThrownBy(
                        () ->
                                AvroRowDecoder.of(
                                        "\"string\"",
                                        true,
                                        columns(ROW(FIELD("id", BIGINT()))),
                                        MissingColumns.REFUSE))
                .hasMessage("it is of the type string, and columns are fields of a record");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
