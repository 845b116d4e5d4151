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

package io.flinkbundle.connector.pubsub.table.schema.protobuf;

import io.flinkbundle.connector.pubsub.table.schema.MissingColumns;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;
import io.flinkbundle.connector.pubsub.table.schema.protobuf.definition.DefinitionParser;

import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.util.JsonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.FLOAT;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.SMALLINT;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TINYINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Rows against {@link DynamicMessage}, which Google's library reads and writes by itself. */
class ProtobufRowTest {

    private static final String NESTED =
            " message N { int32 a = 1; optional string b = 2; repeated int32 c = 3; }"
                    + " enum E { A = 0; B = 1; }";

    /** A type, a column, its value, and the message as Google's text format has it. */
    static Stream<Arguments> types() {
        return Stream.of(
                arguments("bool", BOOLEAN(), true, "f: true"),
                arguments("bool", BOOLEAN(), false, ""),
                arguments("int32", TINYINT(), (byte) -3, "f: -3"),
                arguments("sint32", SMALLINT(), (short) -300, "f: -300"),
                arguments("int32", INT(), Integer.MIN_VALUE, "f: -2147483648"),
                arguments("sint32", INT(), Integer.MIN_VALUE, "f: -2147483648"),
                arguments("sfixed32", INT(), -7, "f: -7"),
                arguments("int32", INT(), 0, ""),
                arguments("int32", BIGINT(), 7L, "f: 7"),
                arguments("uint32", INT(), 7, "f: 7"),
                arguments("uint32", BIGINT(), 4_294_967_295L, "f: 4294967295"),
                arguments("fixed32", BIGINT(), 4_294_967_295L, "f: 4294967295"),
                arguments("int64", BIGINT(), Long.MIN_VALUE, "f: -9223372036854775808"),
                arguments("sint64", BIGINT(), Long.MIN_VALUE, "f: -9223372036854775808"),
                arguments("sfixed64", BIGINT(), -8L, "f: -8"),
                arguments("uint64", BIGINT(), Long.MAX_VALUE, "f: 9223372036854775807"),
                arguments("uint64", DECIMAL(20, 0), unsigned(), "f: 18446744073709551615"),
                arguments("fixed64", DECIMAL(20, 0), unsigned(), "f: 18446744073709551615"),
                arguments("float", FLOAT(), 1.5f, "f: 1.5"),
                arguments("float", FLOAT(), -0.0f, "f: -0.0"),
                arguments("double", DOUBLE(), -2.25, "f: -2.25"),
                arguments("double", DOUBLE(), 0.0, ""),
                arguments("double", DOUBLE(), Double.NaN, "f: nan"),
                arguments("string", STRING(), text("t\u00e9a"), "f: 't\u00e9a'"),
                arguments("string", STRING(), text(""), ""),
                arguments("optional string", STRING(), null, ""),
                arguments("optional string", STRING(), text(""), "f: ''"),
                arguments("optional int32", INT(), 0, "f: 0"),
                arguments("bytes", BYTES(), new byte[] {0, -1, 65}, "f: '\\000\\377A'"),
                arguments("bytes", BYTES(), new byte[0], ""),
                arguments("E", STRING(), text("B"), "f: B"),
                arguments("E", STRING(), text("A"), ""),
                arguments("E", STRING(), text("7"), "f: 7"),
                arguments("E", STRING(), text("-2147483648"), "f: -2147483648"),
                arguments("repeated int32", ARRAY(INT()), array(1, -2, 0), "f: [1, -2, 0]"),
                arguments("repeated int32", ARRAY(INT()), array(), ""),
                arguments("repeated double", ARRAY(DOUBLE()), array(1.5, 0.0), "f: [1.5, 0]"),
                arguments(
                        "repeated string",
                        ARRAY(STRING()),
                        array(text("a"), text("")),
                        "f: ['a', '']"),
                arguments("repeated E", ARRAY(STRING()), array(text("B"), text("A")), "f: [B, A]"),
                arguments(
                        "repeated N",
                        ARRAY(ROW(FIELD("a", INT()))),
                        array(GenericRowData.of(1), GenericRowData.of(0)),
                        "f: {a: 1} f: {}"),
                arguments(
                        "map<string, int64>",
                        MAP(STRING(), BIGINT()),
                        new GenericMapData(Map.of(text("k"), 5L, text(""), 0L)),
                        "f: {key: 'k' value: 5} f: {key: '' value: 0}"),
                arguments(
                        "map<int32, N>",
                        MAP(INT(), ROW(FIELD("a", INT()))),
                        new GenericMapData(Map.of(3, GenericRowData.of(4))),
                        "f: {key: 3 value: {a: 4}}"),
                arguments(
                        "map<bool, E>",
                        MAP(BOOLEAN(), STRING()),
                        new GenericMapData(Map.of(true, text("B"))),
                        "f: {key: true value: B}"),
                arguments("N", ROW(FIELD("a", INT())), null, ""),
                arguments("N", ROW(FIELD("a", INT())), GenericRowData.of(0), "f: {}"),
                arguments(
                        "N",
                        ROW(FIELD("c", ARRAY(INT())), FIELD("b", STRING()), FIELD("a", INT())),
                        GenericRowData.of(array(1, 2), text("x"), 7),
                        "f: {a: 7 b: 'x' c: [1, 2]}"));
    }

    private static String proto3(String field) {
        return "syntax = 'proto3'; message Order { " + field + NESTED + " }";
    }

    private static DecimalData unsigned() {
        return DecimalData.fromBigDecimal(new BigDecimal("18446744073709551615"), 20, 0);
    }

    private static StringData text(String value) {
        return StringData.fromString(value);
    }

    private static GenericArrayData array(Object... elements) {
        return new GenericArrayData(elements);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatGoogleWrites(String field, DataType type, Object value, String text)
            throws Exception {
        String definition = proto3(field + " f = 5;");
        DynamicMessage message = message(definition, text);

        assertThat(read(definition, false, type, message.toByteArray()))
                .isEqualTo(GenericRowData.of(value));
        assertThat(read(definition, true, type, utf8(JsonFormat.printer().print(message))))
                .isEqualTo(GenericRowData.of(value));
    }

    @ParameterizedTest
    @MethodSource("types")
    void writesWhatGoogleReads(String field, DataType type, Object value, String text)
            throws Exception {
        String definition = proto3(field + " f = 5;");
        if (field.equals("int32") && value instanceof Long) {
            assertThatThrownBy(() -> ProtobufRowEncoder.of(definition, false, f(type)))
                    .hasMessage("column 'f' is BIGINT, and the field is int32");
            return;
        }
        DynamicMessage message = message(definition, text);
        Descriptor descriptor = message.getDescriptorForType();
        byte[] binary = write(definition, false, type, value);
        DynamicMessage.Builder json = DynamicMessage.newBuilder(descriptor);
        JsonFormat.parser()
                .merge(
                        new String(write(definition, true, type, value), StandardCharsets.UTF_8),
                        json);

        assertThat(text(descriptor, DynamicMessage.parseFrom(descriptor, binary)))
                .isEqualTo(text(descriptor, message));
        assertThat(binary).hasSameSizeAs(message.toByteArray());
        assertThat(text(descriptor, json.build())).isEqualTo(text(descriptor, message));
    }

    /** Maps of Google's messages are equal in any order; messages of two parses never are. */
    private static Object text(Descriptor descriptor, DynamicMessage message) throws IOException {
        return DynamicMessage.parseFrom(descriptor, message.toByteArray())
                .toString()
                .lines()
                .sorted()
                .toList();
    }

    @Test
    void mergesPartsAndTakesTheLastValueOfAOneof() throws Exception {
        String definition = proto3("N n = 1; oneof o { string s = 2; int32 i = 3; N m = 4; }");
        byte[] data = {
            10, 2, 8, 5, 10, 4, 18, 2, 'h', 'i', // n in two parts
            18, 1, 'x', 24, 7, 34, 2, 8, 9, 34, 2, 26, 0, 18, 1, 'y', 24, 8
        };
        RowType columns =
                columns(
                        ROW(
                                FIELD("s", STRING()),
                                FIELD("m", ROW(FIELD("a", INT()))),
                                FIELD("n", ROW(FIELD("a", INT()), FIELD("b", STRING())))));

        assertThat(decoder(definition, false, columns).decode(data))
                .isEqualTo(GenericRowData.of(null, null, GenericRowData.of(5, text("hi"))));
    }

    @Test
    void skipsUnknownFieldsAndDataOfAnotherType() throws Exception {
        String definition = proto3("int32 f = 5;");
        // A group, a varint, a text and eight bytes of other fields; a text as field 5.
        byte[] data = {
            11, 8, 1, 12, 16, 1, 26, 1, 'x', 33, 0, 0, 0, 0, 0, 0, 0, 0, 42, 1, 'z', 40, 6
        };

        assertThat(read(definition, false, INT(), data)).isEqualTo(GenericRowData.of(6));
        assertThat(read(definition, true, INT(), utf8("{\"f\":6,\"x\":[1]}")))
                .isEqualTo(GenericRowData.of(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void readsListsPackedOrNot(String packed) throws Exception {
        String written = proto3("repeated sint32 f = 5 [packed = " + packed + "];");
        String read = proto3("repeated sint32 f = 5;");

        assertThat(
                        read(
                                read,
                                false,
                                ARRAY(INT()),
                                write(written, false, ARRAY(INT()), array(1, -1, 70_000))))
                .isEqualTo(GenericRowData.of(array(1, -1, 70_000)));
    }

    @Test
    void readsAndWritesProto2() throws Exception {
        String definition =
                "message M { required int32 id = 1; optional int32 n = 2 [default = 4];"
                        + " repeated int32 r = 3; optional E e = 4; enum E { A = 1; B = 2; } }";
        RowType columns =
                columns(
                        ROW(
                                FIELD("id", INT()),
                                FIELD("n", INT()),
                                FIELD("r", ARRAY(INT())),
                                FIELD("e", STRING())));
        RowData row = GenericRowData.of(0, null, array(1, 2), null);
        ProtobufRowEncoder encoder = ProtobufRowEncoder.of(definition, false, columns);

        assertThat(encoder.encode(row)).containsExactly(8, 0, 24, 1, 24, 2);
        assertThat(
                        decoder(definition, false, columns)
                                .decode(new byte[] {8, 0, 24, 1, 24, 2, 32, 9}))
                .isEqualTo(row);
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(null, 1, array(), null)))
                .isInstanceOf(IOException.class)
                .hasMessage("column 'id' is NULL, and its field is required");
        assertThatThrownBy(
                        () ->
                                ProtobufRowEncoder.of(
                                        definition, false, columns(ROW(FIELD("n", INT())))))
                .hasMessage("its field 'id' is required, and is no column of the table");
    }

    @Test
    void namesTheFieldsOfASchemaThatLacksAColumn() {
        String definition = proto3("int64 id = 1; string item = 2;");
        RowType columns = columns(ROW(FIELD("id", BIGINT()), FIELD("itm", STRING())));
        String message =
                "column 'itm' is no field of the message Order, whose fields are: id, item";

        assertThatThrownBy(() -> decoder(definition, false, columns))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> ProtobufRowEncoder.of(definition, false, columns))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(message);
    }

    @Test
    void readsAColumnThatAnOlderRevisionLacksAsNull() throws Exception {
        RowType columns = columns(ROW(FIELD("added", ARRAY(INT())), FIELD("f", INT())));

        assertThat(
                        ProtobufRowDecoder.of(
                                        proto3("int32 f = 1;"),
                                        false,
                                        columns,
                                        MissingColumns.READ_AS_NULL)
                                .decode(new byte[] {8, 3}))
                .isEqualTo(GenericRowData.of(null, 3));
    }

    static Stream<Arguments> incompatible() {
        return Stream.of(
                arguments("string", BIGINT(), "column 'f' is BIGINT, and the field is string"),
                arguments("double", BIGINT(), "and the field is double"),
                arguments("repeated int32", INT(), "and the field is repeated int32"),
                arguments("int32", ARRAY(INT()), "and the field is int32"),
                arguments("N", STRING(), "and the field is the message N"),
                arguments("E", INT(), "and the field is the enum E"),
                arguments("map<string, N>", STRING(), "map<string, the message N>"));
    }

    @ParameterizedTest
    @MethodSource("incompatible")
    void refusesColumnsOfAnotherType(String field, DataType type, String message) {
        String definition = proto3(field + " f = 5;");

        assertThatThrownBy(() -> decoder(definition, false, f(type)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> ProtobufRowEncoder.of(definition, false, f(type)))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments(false, new byte[] {42}),
                arguments(false, new byte[] {42, 5, 'a'}),
                arguments(false, new byte[] {42, -1, -1, -1, -1, 7, 'a'}),
                arguments(false, new byte[] {42, -1, -1, -1, -1, 15, 'a'}),
                arguments(false, new byte[] {42, 1, -1}),
                arguments(false, new byte[] {12}),
                arguments(false, new byte[] {47}),
                arguments(true, utf8("nonsense")),
                arguments(true, utf8("")),
                arguments(true, utf8("[]")),
                arguments(true, utf8("{\"f\":")),
                arguments(true, utf8("{\"f\":{}}")),
                arguments(true, new byte[] {'{', '"', 'f', '"', ':', '"', -1, '"', '}'}));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedData(boolean json, byte[] data) {
        assertThatThrownBy(() -> read(proto3("string f = 5;"), json, STRING(), data))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesValuesBeyondTheirColumn() {
        byte[] large = {40, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};

        assertThatThrownBy(() -> read(proto3("uint64 f = 5;"), false, BIGINT(), large))
                .hasMessage("18446744073709551615 is beyond BIGINT");
        assertThatThrownBy(() -> read(proto3("uint32 f = 5;"), false, INT(), large))
                .hasMessage("4294967295 is beyond INT");
        assertThatThrownBy(
                        () ->
                                read(
                                        proto3("optional int32 f = 5;"),
                                        false,
                                        INT().notNull(),
                                        new byte[0]))
                .hasMessage("column 'f' is NOT NULL, and its field is not set");
    }

    static Stream<Arguments> unwritable() {
        return Stream.of(
                arguments("E", STRING(), text("C"), "'C' is no value of the enum E, which has"),
                arguments("uint32", INT(), -1, "-1 is beyond an unsigned integer of 32 bits"),
                arguments("uint64", BIGINT(), -1L, "-1 is beyond an unsigned integer of 64 bits"),
                arguments(
                        "uint64",
                        DECIMAL(3, 1),
                        DecimalData.fromBigDecimal(new BigDecimal("1.5"), 3, 1),
                        "1.5 is no unsigned integer of 64 bits"),
                arguments("repeated int32", ARRAY(INT()), array(1, null), "holds NULL"));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void refusesToWriteWhatTheSchemaDoesNotTake(
            String field, DataType type, Object value, String message) {
        for (boolean json : new boolean[] {true, false}) {
            assertThatThrownBy(() -> write(proto3(field + " f = 5;"), json, type, value))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("column 'f'")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void refusesToWriteTwoColumnsOfAOneof() throws Exception {
        ProtobufRowEncoder encoder =
                ProtobufRowEncoder.of(
                        proto3("oneof o { string s = 1; int32 i = 2; }"),
                        false,
                        columns(ROW(FIELD("s", STRING()), FIELD("i", INT()))));

        assertThat(encoder.encode(GenericRowData.of(null, 0))).containsExactly(16, 0);
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(text("a"), 0)))
                .isInstanceOf(IOException.class)
                .hasMessage("2 columns of the oneof 'o' are not NULL, and one may be");
    }

    private static DynamicMessage message(String definition, String text) throws Exception {
        DynamicMessage.Builder made = DynamicMessage.newBuilder(DefinitionParser.parse(definition));
        TextFormat.merge(text, made);
        return made.build();
    }

    private static RowData read(String definition, boolean json, DataType type, byte[] data)
            throws IOException {
        return decoder(definition, json, f(type)).decode(data);
    }

    private static ProtobufRowDecoder decoder(String definition, boolean json, RowType columns)
            throws SchemaMismatchException {
        return ProtobufRowDecoder.of(definition, json, columns, MissingColumns.REFUSE);
    }

    private static byte[] write(String definition, boolean json, DataType type, Object value)
            throws IOException {
        return ProtobufRowEncoder.of(definition, json, f(type)).encode(GenericRowData.of(value));
    }

    private static RowType f(DataType type) {
        return columns(ROW(FIELD("f", type)));
    }

    private static RowType columns(DataType row) {
        return (RowType) row.getLogicalType();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
