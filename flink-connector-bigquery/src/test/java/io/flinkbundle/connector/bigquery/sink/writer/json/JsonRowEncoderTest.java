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

package io.flinkbundle.connector.bigquery.sink.writer.json;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonRowEncoderTest {

    private static final TimestampData TIME =
            TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-31T12:00:05.000123"));

    @Test
    void writesEveryType() throws Exception {
        RowType type =
                row(
                        FIELD("b", DataTypes.BOOLEAN()),
                        FIELD("i", DataTypes.TINYINT()),
                        FIELD("f", DataTypes.DOUBLE()),
                        FIELD("n", DataTypes.DECIMAL(10, 2)),
                        FIELD("s", DataTypes.STRING()),
                        FIELD("x", DataTypes.BYTES()),
                        FIELD("d", DataTypes.DATE()),
                        FIELD("t", DataTypes.TIME(3)),
                        FIELD("c", DataTypes.TIMESTAMP(6)),
                        FIELD("at", DataTypes.TIMESTAMP_LTZ(6)),
                        FIELD("m", DataTypes.INTERVAL(DataTypes.MONTH())),
                        FIELD("a", DataTypes.ARRAY(DataTypes.INT())),
                        FIELD("r", ROW(FIELD("v", DataTypes.INT()))),
                        FIELD("p", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())),
                        FIELD("none", DataTypes.INT()));

        assertThat(
                        encode(
                                type,
                                BigQueryTypes.schema(type),
                                GenericRowData.of(
                                        true,
                                        (byte) 7,
                                        Double.NaN,
                                        DecimalData.fromBigDecimal(new BigDecimal("12.50"), 10, 2),
                                        StringData.fromString("a\n\"ü"),
                                        new byte[] {1, 2},
                                        0,
                                        3_723_004,
                                        TIME,
                                        TIME,
                                        14,
                                        new GenericArrayData(new int[] {1, 2}),
                                        GenericRowData.of(5),
                                        new GenericMapData(Map.of(StringData.fromString("k"), 6)),
                                        null)))
                .isEqualTo(
                        "{\"b\":true,\"i\":7,\"f\":\"NaN\",\"n\":\"12.50\",\"s\":\"a\\n\\\"ü\","
                                + "\"x\":\"AQI=\",\"d\":\"1970-01-01\",\"t\":\"01:02:03.004\","
                                + "\"c\":\"2026-01-31T12:00:05.000123\","
                                + "\"at\":\"2026-01-31T12:00:05.000123Z\",\"m\":\"1-2 0 0:0:0\","
                                + "\"a\":[1,2],\"r\":{\"v\":5},"
                                + "\"p\":[{\"key\":\"k\",\"value\":6}]}\n");
    }

    @Test
    void writesJsonAsJson() throws Exception {
        assertThat(encode("{\"a\":\n [1]}")).isEqualTo("{\"j\":{\"a\":[1]}}\n");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> encode("{a"))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("is no JSON");
    }

    @Test
    void refusesYearsThatBigQueryDoesNotHave() {
        RowType type = row(FIELD("d", DataTypes.DATE()));

        assertThatThrownBy(
                        () ->
                                encode(
                                        type,
                                        BigQueryTypes.schema(type),
                                        GenericRowData.of(9_999_999)))
                .hasMessageContaining("is not in the years 1 to 9999");
    }

    private static String encode(String json) throws UnwritableValueException {
        return encode(
                row(FIELD("j", DataTypes.STRING())),
                new TableSchema(List.of(TableField.of("j", FieldType.JSON, FieldMode.NULLABLE))),
                GenericRowData.of(StringData.fromString(json)));
    }

    private static String encode(RowType type, TableSchema schema, RowData row)
            throws UnwritableValueException {
        JsonRowEncoder encoder = new JsonRowEncoder(type, schema);
        int size = encoder.encode(row);
        return new String(encoder.buffer(), 0, size, StandardCharsets.UTF_8);
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) ROW(fields).getLogicalType();
    }
}
