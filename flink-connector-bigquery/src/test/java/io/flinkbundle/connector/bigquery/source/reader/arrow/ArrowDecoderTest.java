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

package io.flinkbundle.connector.bigquery.source.reader.arrow;

import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.testing.ArrowBatches;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArrowDecoderTest {

    private static final String DIGITS = "12345678901234567890123456789012345678.5";

    @Test
    void readsEveryType() throws Exception {
        ArrowBatches batches =
                new ArrowBatches(
                        field("b", new ArrowType.Bool()),
                        field("i", new ArrowType.Int(64, true)),
                        field("f", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                        field("n", new ArrowType.Decimal(38, 9, 128)),
                        field("big", new ArrowType.Decimal(76, 38, 256)),
                        field("s", new ArrowType.Utf8()),
                        field("x", new ArrowType.Binary()),
                        field("d", new ArrowType.Date(DateUnit.DAY)),
                        field("t", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
                        field("c", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
                        field("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
                        field("m", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)));
        byte[] batch =
                batches.of(
                        2,
                        root -> {
                            ((BitVector) root.getVector("b")).setSafe(0, 1);
                            ((BigIntVector) root.getVector("i")).setSafe(0, -7);
                            ((Float8Vector) root.getVector("f")).setSafe(0, 1.5);
                            ((DecimalVector) root.getVector("n"))
                                    .setSafe(0, new BigDecimal("12.500000000"));
                            ((Decimal256Vector) root.getVector("big"))
                                    .setSafe(0, new BigDecimal(DIGITS).setScale(38));
                            ((VarCharVector) root.getVector("s"))
                                    .setSafe(
                                            0,
                                            "ü".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                            ((VarBinaryVector) root.getVector("x")).setSafe(0, new byte[] {1});
                            ((DateDayVector) root.getVector("d")).setSafe(0, -1);
                            ((TimeMicroVector) root.getVector("t")).setSafe(0, 3_723_004_000L);
                            ((TimeStampMicroVector) root.getVector("c")).setSafe(0, -1);
                            ((TimeStampMicroTZVector) root.getVector("at")).setSafe(0, 1_000_001);
                            ((IntervalMonthDayNanoVector) root.getVector("m"))
                                    .setSafe(0, 14, 3, 3_661_500_000_000L);
                        });

        RowData[] rows =
                decode(
                        batches,
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
                                FIELD("c", DataTypes.TIMESTAMP(6)),
                                FIELD("m", DataTypes.STRING())),
                        batch);

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
                                StringData.fromString("1-2 3 1:1:1.500000")),
                        new GenericRowData(12));
    }

    @Test
    void readsNestedValues() throws Exception {
        ArrowBatches batches =
                new ArrowBatches(
                        new Field(
                                "r",
                                FieldType.nullable(new ArrowType.Struct()),
                                List.of(field("v", new ArrowType.Int(64, true)))),
                        new Field(
                                "a",
                                FieldType.nullable(new ArrowType.List()),
                                List.of(field("item", new ArrowType.Int(64, true)))));
        byte[] batch =
                batches.of(
                        1,
                        root -> {
                            StructVector struct = (StructVector) root.getVector("r");
                            struct.setIndexDefined(0);
                            ((BigIntVector) struct.getChild("v")).setSafe(0, 5);
                            ListVector list = (ListVector) root.getVector("a");
                            int begin = list.startNewValue(0);
                            BigIntVector data = (BigIntVector) list.getDataVector();
                            data.setSafe(begin, 1);
                            data.setSafe(begin + 1, 2);
                            list.endValue(0, 2);
                        });

        RowData[] rows =
                decode(
                        batches,
                        row(
                                FIELD("r", ROW(FIELD("v", DataTypes.BIGINT()))),
                                FIELD("a", DataTypes.ARRAY(DataTypes.BIGINT()))),
                        batch);

        assertThat(rows)
                .containsExactly(
                        GenericRowData.of(
                                GenericRowData.of(5L),
                                new GenericArrayData(new Object[] {1L, 2L})));
    }

    @Test
    void countsRowsWithoutTheirColumns() throws Exception {
        ArrowBatches batches = new ArrowBatches(field("i", new ArrowType.Int(64, true)));

        assertThat(decode(batches, RowType.of(), batches.of(3, root -> {}))).hasSize(3);
    }

    @Test
    void saysWhichTypeDoesNotFit() {
        ArrowBatches batches = new ArrowBatches(field("i", new ArrowType.Int(64, true)));

        assertThatThrownBy(
                        () ->
                                decode(
                                        batches,
                                        row(FIELD("i", DataTypes.STRING())),
                                        batches.of(0, root -> {})))
                .hasMessageContaining("Column 'i' is STRING in Flink, but BigQuery sends Int(64");
    }

    @Test
    void neverCutsANumber() {
        ArrowBatches batches = new ArrowBatches(field("n", new ArrowType.Decimal(38, 9, 128)));

        assertThatThrownBy(
                        () ->
                                decode(
                                        batches,
                                        row(FIELD("n", DataTypes.DECIMAL(4, 2))),
                                        batches.of(
                                                1,
                                                root ->
                                                        ((DecimalVector) root.getVector("n"))
                                                                .setSafe(
                                                                        0,
                                                                        new BigDecimal(
                                                                                "12345.000000000")))))
                .hasMessageContaining("has the value 12345.000000000, which is no DECIMAL(4, 2)");
    }

    private static RowData[] decode(ArrowBatches batches, RowType type, byte[] batch)
            throws Exception {
        try (ArrowDecoder decoder = new ArrowDecoder(batches.schema(), type, columns(type))) {
            return decoder.decode(batch);
        }
    }

    private static List<ReadColumn> columns(RowType type) {
        return type.getFieldNames().stream().map(ReadColumn::of).toList();
    }

    private static Field field(String name, ArrowType type) {
        return Field.nullable(name, type);
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) ROW(fields).getLogicalType();
    }
}
