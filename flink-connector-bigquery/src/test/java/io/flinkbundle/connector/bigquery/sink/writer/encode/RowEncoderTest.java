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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import io.flinkbundle.connector.bigquery.client.EncodedRows;
import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.testing.DecodedRows;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.BigDecimalByteStringEncoder;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowEncoderTest {

    private static final int ROWS = 2000;

    @Test
    void writesWhatTheLibraryReads() throws UnwritableValueException {
        RowType type =
                row(
                        FIELD("b", DataTypes.BOOLEAN()),
                        FIELD("i8", DataTypes.TINYINT()),
                        FIELD("i16", DataTypes.SMALLINT()),
                        FIELD("i32", DataTypes.INT()),
                        FIELD("i64", DataTypes.BIGINT()),
                        FIELD("f32", DataTypes.FLOAT()),
                        FIELD("f64", DataTypes.DOUBLE()),
                        FIELD("small", DataTypes.DECIMAL(9, 2)),
                        FIELD("wide", DataTypes.DECIMAL(38, 9)),
                        FIELD("big", DataTypes.DECIMAL(38, 20)),
                        FIELD("text", DataTypes.STRING()),
                        FIELD("bytes", DataTypes.BYTES()),
                        FIELD("day", DataTypes.DATE()),
                        FIELD("clock", DataTypes.TIME(3)),
                        FIELD("civil", DataTypes.TIMESTAMP(6)),
                        FIELD("at", DataTypes.TIMESTAMP_LTZ(6)));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        Random random = new Random(7);
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        GenericRowData[] rows = new GenericRowData[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = randomRow(random);
            encoder.encode(rows[i], out);
        }

        List<DynamicMessage> read = read(encoder, out, ROWS);

        for (int i = 0; i < ROWS; i++) {
            assertSame(rows[i], read.get(i));
        }
    }

    private static GenericRowData randomRow(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        long millis = random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
        TimestampData time = TimestampData.fromEpochMillis(millis, random.nextInt(1000) * 1000);
        Object[] values = {
            random.nextBoolean(),
            (byte) random.nextInt(),
            (short) random.nextInt(),
            random.nextInt(),
            random.nextLong() >> random.nextInt(64),
            random.nextFloat() * 1e10f,
            random.nextGaussian(),
            DecimalData.fromUnscaledLong(random.nextInt(-999_999_999, 999_999_999), 9, 2),
            decimal(random, 9),
            decimal(random, 20),
            StringData.fromString("añ😀".repeat(random.nextInt(60))),
            bytes,
            random.nextInt(-719_162, 2_932_896),
            random.nextInt(86_400_000),
            time,
            time
        };
        for (int i = 0; i < values.length; i++) {
            if (random.nextInt(10) == 0) {
                values[i] = null;
            }
        }
        return GenericRowData.of(values);
    }

    private static DecimalData decimal(Random random, int scale) {
        BigInteger digits = new BigInteger(random.nextInt(1, 126), random);
        return DecimalData.fromBigDecimal(
                new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale), 38, scale);
    }

    private static void assertSame(GenericRowData row, DynamicMessage read) {
        String[] plain = {"b", "i8", "i16", "i32", "i64", "f32", "f64"};
        for (int i = 0; i < plain.length; i++) {
            Object value = row.getField(i);
            Object expected =
                    value instanceof Number number
                            ? i < 5 ? (Object) number.longValue() : (Object) number.doubleValue()
                            : value;
            assertThat(DecodedRows.value(read, plain[i])).isEqualTo(expected);
        }
        assertThat(number(read, "small", 9)).isEqualByComparingTo(bigDecimal(row.getField(7)));
        assertThat(number(read, "wide", 9)).isEqualByComparingTo(bigDecimal(row.getField(8)));
        assertThat(number(read, "big", 38)).isEqualByComparingTo(bigDecimal(row.getField(9)));
        assertThat(DecodedRows.value(read, "text"))
                .isEqualTo(row.getField(10) == null ? null : row.getField(10).toString());
        assertThat(DecodedRows.value(read, "bytes"))
                .isEqualTo(
                        row.getField(11) == null
                                ? null
                                : ByteString.copyFrom((byte[]) row.getField(11)));
        assertThat(DecodedRows.value(read, "day")).isEqualTo(row.getField(12));
        Object clock = DecodedRows.value(read, "clock");
        assertThat(
                        clock == null
                                ? null
                                : CivilTimeEncoder.decodePacked64TimeMicrosLocalTime((long) clock))
                .isEqualTo(
                        row.getField(13) == null
                                ? null
                                : LocalTime.ofNanoOfDay((int) row.getField(13) * 1_000_000L));
        Object civil = DecodedRows.value(read, "civil");
        assertThat(
                        civil == null
                                ? null
                                : CivilTimeEncoder.decodePacked64DatetimeMicrosLocalDateTime(
                                        (long) civil))
                .isEqualTo(
                        row.getField(14) == null
                                ? null
                                : ((TimestampData) row.getField(14)).toLocalDateTime());
        Object at = DecodedRows.value(read, "at");
        assertThat(at == null ? null : Instant.EPOCH.plus(micros((long) at)))
                .isEqualTo(
                        row.getField(15) == null
                                ? null
                                : ((TimestampData) row.getField(15)).toInstant());
    }

    private static java.time.Duration micros(long micros) {
        return java.time.Duration.of(micros, java.time.temporal.ChronoUnit.MICROS);
    }

    /** NULL is compared as a number that none of the rows has. */
    private static BigDecimal bigDecimal(Object value) {
        return value == null ? BigDecimal.TEN.pow(50) : ((DecimalData) value).toBigDecimal();
    }

    private static BigDecimal number(DynamicMessage read, String field, int scale) {
        Object value = DecodedRows.value(read, field);
        if (value == null) {
            return BigDecimal.TEN.pow(50);
        }
        return scale == 9
                ? BigDecimalByteStringEncoder.decodeNumericByteString((ByteString) value)
                : BigDecimalByteStringEncoder.decodeBigNumericByteString((ByteString) value);
    }

    @Test
    void writesNestedValues() throws UnwritableValueException {
        RowType type =
                row(
                        FIELD("tags", DataTypes.ARRAY(DataTypes.STRING())),
                        FIELD(
                                "who",
                                ROW(
                                        FIELD("name", DataTypes.STRING()),
                                        FIELD("ages", DataTypes.ARRAY(DataTypes.INT())))),
                        FIELD("people", DataTypes.ARRAY(ROW(FIELD("name", DataTypes.STRING())))),
                        FIELD("counts", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        StringData text = StringData.fromString("x".repeat(200));
        encoder.encode(
                GenericRowData.of(
                        new GenericArrayData(new Object[] {text, text}),
                        GenericRowData.of(text, new GenericArrayData(new int[] {1, 2, 3})),
                        new GenericArrayData(
                                new Object[] {GenericRowData.of(text), GenericRowData.of(text)}),
                        new GenericMapData(Map.of(text, 7))),
                out);

        DynamicMessage read = read(encoder, out, 1).get(0);

        String expected = "x".repeat(200);
        assertThat(DecodedRows.value(read, "tags")).isEqualTo(List.of(expected, expected));
        DynamicMessage who = (DynamicMessage) DecodedRows.value(read, "who");
        assertThat(DecodedRows.value(who, "name")).isEqualTo(expected);
        assertThat(DecodedRows.value(who, "ages")).isEqualTo(List.of(1L, 2L, 3L));
        assertThat((List<?>) DecodedRows.value(read, "people")).hasSize(2);
        DynamicMessage entry =
                (DynamicMessage) ((List<?>) DecodedRows.value(read, "counts")).get(0);
        assertThat(DecodedRows.value(entry, "key")).isEqualTo(expected);
        assertThat(DecodedRows.value(entry, "value")).isEqualTo(7L);
    }

    @Test
    void writesRangesAndIntervalsAndLongNumbers() throws UnwritableValueException {
        TableSchema schema =
                new TableSchema(
                        List.of(
                                TableField.range("r", FieldMode.NULLABLE, FieldType.DATE),
                                TableField.of("m", FieldType.INTERVAL, FieldMode.NULLABLE),
                                TableField.of("d", FieldType.INTERVAL, FieldMode.NULLABLE),
                                TableField.of("n", FieldType.BIGNUMERIC, FieldMode.NULLABLE)));
        RowType type =
                row(
                        FIELD(
                                "r",
                                ROW(
                                        FIELD("start", DataTypes.DATE()),
                                        FIELD("end", DataTypes.DATE()))),
                        FIELD("m", DataTypes.INTERVAL(DataTypes.MONTH())),
                        FIELD("d", DataTypes.INTERVAL(DataTypes.SECOND(3))),
                        FIELD("n", DataTypes.STRING()));
        RowEncoder encoder = RowEncoder.of(type, schema);
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        String digits = "12345678901234567890123456789012345678.5";
        encoder.encode(
                GenericRowData.of(
                        GenericRowData.of(5, null),
                        -14,
                        -90_061_500L,
                        StringData.fromString(digits)),
                out);

        DynamicMessage read = read(encoder, out, 1).get(0);

        DynamicMessage range = (DynamicMessage) DecodedRows.value(read, "r");
        assertThat(DecodedRows.value(range, "start")).isEqualTo(5);
        assertThat(DecodedRows.value(range, "end")).isNull();
        assertThat(DecodedRows.value(read, "m")).isEqualTo("-1-2 0 0:0:0");
        assertThat(DecodedRows.value(read, "d")).isEqualTo("0-0 -1 -1:1:1.500");
        assertThat(number(read, "n", 38)).isEqualByComparingTo(digits);
    }

    @Test
    void keepsOnlyWholeRows() throws UnwritableValueException {
        RowType type =
                row(
                        FIELD("id", DataTypes.INT()),
                        FIELD("tags", DataTypes.ARRAY(DataTypes.STRING())));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        RowData bad =
                GenericRowData.of(
                        1, new GenericArrayData(new Object[] {StringData.fromString("a"), null}));

        assertThatThrownBy(() -> encoder.encode(bad, out))
                .hasMessageContaining("element 1 of array 'tags' is NULL");
        encoder.encode(GenericRowData.of(2, null), out);

        assertThat(read(encoder, out, 1))
                .singleElement()
                .satisfies(row -> assertThat(DecodedRows.value(row, "id")).isEqualTo(2L));
    }

    @Test
    void refusesYearsThatBigQueryDoesNotHave() {
        RowType type = row(FIELD("t", DataTypes.TIMESTAMP(3)));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        TimestampData tooLate =
                TimestampData.fromLocalDateTime(LocalDateTime.parse("+10000-01-01T00:00:00"));

        assertThatThrownBy(
                        () ->
                                encoder.encode(
                                        GenericRowData.of(tooLate), new ProtoBuffer(new byte[16])))
                .hasMessageContaining("not in the years 1 to 9999");
    }

    @Test
    void namesColumnsThatAreNoIdentifiers() throws UnwritableValueException {
        RowType type = row(FIELD("größe in cm", DataTypes.INT()), FIELD("Id", DataTypes.INT()));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        encoder.encode(GenericRowData.of(180, 3), out);

        DynamicMessage read = read(encoder, out, 1).get(0);

        assertThat(
                        encoder.descriptor()
                                .getField(0)
                                .getOptions()
                                .getExtension(AnnotationsProto.columnName))
                .isEqualTo("größe in cm");
        assertThat(DecodedRows.value(read, "col_1")).isEqualTo(180L);
        assertThat(DecodedRows.value(read, "id")).isEqualTo(3L);
    }

    @Test
    void keepsItsBytes() throws UnwritableValueException {
        RowType type =
                row(
                        FIELD("id", DataTypes.BIGINT()),
                        FIELD("name", DataTypes.STRING()),
                        FIELD("price", DataTypes.DECIMAL(10, 2)),
                        FIELD("at", DataTypes.TIMESTAMP_LTZ(6)));
        RowEncoder encoder = RowEncoder.of(type, BigQueryTypes.schema(type));
        ProtoBuffer out = new ProtoBuffer(new byte[16]);
        encoder.encode(
                GenericRowData.of(
                        1L,
                        StringData.fromString("tea"),
                        DecimalData.fromUnscaledLong(1999, 10, 2),
                        TimestampData.fromEpochMillis(1000)),
                out);

        assertThat(HexFormat.of().formatHex(out.array(), 0, out.length()))
                .isEqualTo("0a12080112037465611a0580317fa70420c0843d");
    }

    private static List<DynamicMessage> read(RowEncoder encoder, ProtoBuffer out, int count) {
        List<DynamicMessage> rows =
                DecodedRows.of(
                        encoder.descriptor(), new EncodedRows(out.array(), out.length(), count));
        assertThat(rows).hasSize(count);
        return rows;
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) ((DataType) ROW(fields)).getLogicalType();
    }
}
