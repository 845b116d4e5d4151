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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import io.flinkbundle.connector.bigquery.source.ReadColumn;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AvroDecoderTest {

    private static final String DIGITS = "12345678901234567890123456789012345678.5";

    @Test
    void readsEveryTypeInTheOrderOfTheRows() throws Exception {
        Schema schema =
                schema(
                        nullable("b", "\"boolean\""),
                        nullable("i", "\"long\""),
                        nullable("f", "\"double\""),
                        nullable("n", decimal(38, 9)),
                        nullable("big", decimal(77, 38)),
                        nullable("s", "\"string\""),
                        nullable("x", "\"bytes\""),
                        nullable("d", logical("int", "date")),
                        nullable("t", logical("long", "time-micros")),
                        nullable("c", logical("string", "datetime")),
                        nullable("at", logical("long", "timestamp-micros")),
                        nullable("j", "{\"type\": \"string\", \"sqlType\": \"JSON\"}"));
        GenericRecord full =
                record(
                        schema,
                        true,
                        -7L,
                        1.5,
                        unscaled("12.500000000"),
                        ByteBuffer.wrap(
                                new BigDecimal(DIGITS).setScale(38).unscaledValue().toByteArray()),
                        "ü",
                        ByteBuffer.wrap(new byte[] {1}),
                        -1,
                        3_723_004_000L,
                        "1969-12-31T23:59:59.999999",
                        1_000_001L,
                        "{}");

        RowData[] rows =
                decode(
                        schema,
                        row(
                                FIELD("at", DataTypes.TIMESTAMP_LTZ(6)),
                                FIELD("b", DataTypes.BOOLEAN()),
                                FIELD("i", DataTypes.INT()),
                                FIELD("f", DataTypes.DOUBLE()),
                                FIELD("n", DataTypes.DECIMAL(10, 2)),
                                FIELD("big", DataTypes.STRING()),
                                FIELD("s", DataTypes.STRING()),
                                FIELD("x", DataTypes.BYTES()),
                                FIELD("d", DataTypes.DATE()),
                                FIELD("t", DataTypes.TIME(3)),
                                FIELD("C", DataTypes.TIMESTAMP(6)),
                                FIELD("j", DataTypes.STRING())),
                        full,
                        new GenericData.Record(schema));

        assertThat(rows)
                .containsExactly(
                        GenericRowData.of(
                                TimestampData.fromEpochMillis(1000, 1000),
                                true,
                                -7,
                                1.5,
                                DecimalData.fromBigDecimal(new BigDecimal("12.50"), 10, 2),
                                StringData.fromString(DIGITS),
                                StringData.fromString("ü"),
                                new byte[] {1},
                                -1,
                                3_723_004,
                                TimestampData.fromLocalDateTime(
                                        LocalDateTime.parse("1969-12-31T23:59:59.999999")),
                                StringData.fromString("{}")),
                        new GenericRowData(12));
    }

    @Test
    void skipsWhatIsNotWanted() throws Exception {
        Schema schema =
                schema(
                        nullable("s", "\"string\""),
                        field("a", "{\"type\": \"array\", \"items\": \"long\"}"),
                        nullable("i", "\"long\""));

        RowData[] rows =
                decode(
                        schema,
                        row(FIELD("i", DataTypes.BIGINT())),
                        record(schema, "x", List.of(1L, 2L), 3L),
                        record(schema, null, List.of(), 4L));

        assertThat(rows).containsExactly(GenericRowData.of(3L), GenericRowData.of(4L));
    }

    @Test
    void readsNestedValues() throws Exception {
        String entry = struct("e", field("key", "\"string\""), nullable("value", "\"long\""));
        Schema schema =
                schema(
                        nullable("r", struct("r1", nullable("v", "\"long\""))),
                        field("a", "{\"type\": \"array\", \"items\": \"long\"}"),
                        field("m", "{\"type\": \"array\", \"items\": " + entry + "}"));
        GenericRecord pair = record(schema.getField("m").schema().getElementType(), "k", 9L);
        GenericRecord inner = record(schema.getField("r").schema().getTypes().get(1), 5L);

        RowData[] rows =
                decode(
                        schema,
                        row(
                                FIELD("r", ROW(FIELD("v", DataTypes.BIGINT()))),
                                FIELD("a", DataTypes.ARRAY(DataTypes.BIGINT())),
                                FIELD("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.BIGINT()))),
                        record(schema, inner, List.of(1L, 2L), List.of(pair)));

        assertThat(rows)
                .containsExactly(
                        GenericRowData.of(
                                GenericRowData.of(5L),
                                new GenericArrayData(new Object[] {1L, 2L}),
                                new GenericMapData(Map.of(StringData.fromString("k"), 9L))));
    }

    @Test
    void readsPartsOfAColumn() throws Exception {
        Schema schema = partsSchema();
        Schema outer = schema.getField("a").schema().getTypes().get(1);
        Schema inner = outer.getField("geo").schema().getTypes().get(1);
        RowType type =
                row(
                        FIELD("a_geo_y", DataTypes.BIGINT()),
                        FIELD("id", DataTypes.BIGINT()),
                        FIELD("a_city", DataTypes.STRING()));
        List<ReadColumn> columns =
                List.of(
                        new ReadColumn("a_geo_y", List.of("a", "geo", "y")),
                        ReadColumn.of("id"),
                        new ReadColumn("a_city", List.of("a", "city")));

        RowData[] rows =
                new AvroDecoder(schema.toString().getBytes(UTF_8), type, columns)
                        .decode(
                                block(
                                        schema,
                                        record(
                                                schema,
                                                1L,
                                                record(outer, "Rome", record(inner, 7L, 8L))),
                                        record(schema, 2L, record(outer, "Bern", null)),
                                        record(schema, 3L, null)));

        assertThat(rows)
                .containsExactly(
                        GenericRowData.of(8L, 1L, StringData.fromString("Rome")),
                        GenericRowData.of(null, 2L, StringData.fromString("Bern")),
                        GenericRowData.of(null, 3L, null));
    }

    @Test
    void refusesAColumnAsAWholeAndInPart() {
        RowType type =
                row(
                        FIELD("a", ROW(FIELD("city", DataTypes.STRING()))),
                        FIELD("a_city", DataTypes.STRING()));

        assertThatThrownBy(
                        () ->
                                new AvroDecoder(
                                        partsSchema().toString().getBytes(UTF_8),
                                        type,
                                        List.of(
                                                ReadColumn.of("a"),
                                                new ReadColumn("a_city", List.of("a", "city")))))
                .hasMessageContaining("Column 'a' is read as a whole and in part");
    }

    @Test
    void knowsColumnsByTheNameThatBigQueryGivesThem() throws Exception {
        Schema schema =
                new Schema.Parser()
                        .parse(
                                "{\"type\": \"record\", \"name\": \"root\", \"fields\": ["
                                        + "{\"name\": \"_x\", \"displayName\": \"größe\","
                                        + " \"type\": \"long\"}]}");

        assertThat(decode(schema, row(FIELD("größe", DataTypes.BIGINT())), record(schema, 5L)))
                .containsExactly(GenericRowData.of(5L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"long\" | STRING",
                "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"} | BIGINT",
                "{\"type\": \"string\", \"logicalType\": \"datetime\"} | STRING"
            })
    void saysWhichTypeDoesNotFit(String sent, String declared) {
        Schema schema = schema(nullable("i", sent));
        RowType type =
                row(
                        FIELD(
                                "i",
                                declared.equals("STRING")
                                        ? DataTypes.STRING()
                                        : DataTypes.BIGINT()));

        assertThatThrownBy(() -> decode(schema, type))
                .hasMessageContaining(
                        "Column 'i' is " + declared + " in Flink, but BigQuery sends");
    }

    @Test
    void saysWhichColumnIsNotSent() {
        assertThatThrownBy(
                        () ->
                                decode(
                                        schema(nullable("i", "\"long\"")),
                                        row(FIELD("z", DataTypes.BIGINT()))))
                .hasMessageContaining("BigQuery does not send the column 'z'");
    }

    @ParameterizedTest
    @CsvSource({
        "1-2 3 4:5:6, 1-2 3 4:5:6",
        "1-2 3 4:5:6.5, 1-2 3 4:5:6.500000",
        "0-0 0 -0:0:0.000001, 0-0 0 -0:0:0.000001",
        "0-0 0 0:0:1.500000000, 0-0 0 0:0:1.500000",
        "0-0 0 0:0:1.000, 0-0 0 0:0:1"
    })
    void writesIntervalsAsTheyAreInArrow(String sent, String read) {
        assertThat(AvroValues.interval(sent)).isEqualTo(read);
    }

    @Test
    void neverCutsANumber() {
        Schema schema = schema(nullable("n", decimal(38, 9)));

        assertThatThrownBy(
                        () ->
                                decode(
                                        schema,
                                        row(FIELD("n", DataTypes.DECIMAL(4, 2))),
                                        record(schema, unscaled("12345.000000000"))))
                .hasMessageContaining("has the value 12345.000000000, which is no DECIMAL(4, 2)");
    }

    @Test
    void refusesABlockThatEndsTooEarly() throws Exception {
        Schema schema = schema(nullable("s", "\"string\""));
        byte[] block = block(schema, record(schema, "abc"), record(schema, "defg"));

        assertThatThrownBy(
                        () ->
                                decoder(schema, row(FIELD("s", DataTypes.STRING())))
                                        .decode(Arrays.copyOf(block, block.length - 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no Avro of its schema, in row 1");
    }

    /** Index 1 of the union, and a length of four gigabytes. */
    @Test
    void takesNoMemoryForALengthThatCannotBe() {
        Schema schema = schema(nullable("s", "\"string\""));
        byte[] hostile = {2, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x20, 0};

        assertThatThrownBy(
                        () -> decoder(schema, row(FIELD("s", DataTypes.STRING()))).decode(hostile))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("impossible length of 4294967296 bytes");
    }

    @Test
    void refusesASchemaThatIsNone() {
        assertThatThrownBy(
                        () ->
                                new AvroDecoder(
                                        "{\"type\": 7}".getBytes(UTF_8), RowType.of(), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("schema of Avro that cannot be read");
    }

    private static Schema partsSchema() {
        String geo = struct("g", nullable("x", "\"long\""), nullable("y", "\"long\""));
        return schema(
                nullable("id", "\"long\""),
                nullable("a", struct("a1", nullable("city", "\"string\""), nullable("geo", geo))));
    }

    private static RowData[] decode(Schema schema, RowType type, GenericRecord... records)
            throws IOException {
        return decoder(schema, type).decode(block(schema, records));
    }

    private static AvroDecoder decoder(Schema schema, RowType type) throws IOException {
        return new AvroDecoder(
                schema.toString().getBytes(UTF_8),
                type,
                type.getFieldNames().stream().map(ReadColumn::of).toList());
    }

    private static byte[] block(Schema schema, GenericRecord... records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
        for (GenericRecord record : records) {
            writer.write(record, encoder);
        }
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecord record(Schema schema, Object... values) {
        GenericData.Record record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    private static ByteBuffer unscaled(String number) {
        return ByteBuffer.wrap(new BigDecimal(number).unscaledValue().toByteArray());
    }

    private static Schema schema(String... fields) {
        return new Schema.Parser().parse(struct("root", fields));
    }

    private static String struct(String name, String... fields) {
        return "{\"type\": \"record\", \"name\": \"%s\", \"fields\": [%s]}"
                .formatted(name, String.join(",", fields));
    }

    private static String nullable(String name, String type) {
        return field(name, "[\"null\", " + type + "]");
    }

    private static String field(String name, String type) {
        return "{\"name\": \"%s\", \"type\": %s}".formatted(name, type);
    }

    private static String logical(String type, String logicalType) {
        return "{\"type\": \"%s\", \"logicalType\": \"%s\"}".formatted(type, logicalType);
    }

    private static String decimal(int precision, int scale) {
        return "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": %d, \"scale\": %d}"
                .formatted(precision, scale);
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) ROW(fields).getLogicalType();
    }
}
