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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that no server should give: they end in rows or in an {@link IOException}. */
@Timeout(60)
class RowParserFuzzTest {

    private static final int ROUNDS = 50_000;
    private static final long SEED = 20261127;

    private static final DataType[] TYPES = {
        DataTypes.BIGINT(),
        DataTypes.STRING(),
        DataTypes.DOUBLE(),
        DataTypes.BOOLEAN(),
        DataTypes.DECIMAL(20, 3),
        DataTypes.TIMESTAMP(9)
    };

    private static final String LINES =
            "{\"c0\":-12,\"c1\":\"a \\u00e4 \\\"b\\\" \\\\\",\"c2\":2.5e-7,\"c3\":true,\"c4\":1.125,"
                    + "\"c5\":\"2026-01-01T00:00:00.123456789\"}\n"
                    + "{\"c1\":null,\"c2\":-0.0,\"c3\":false}\n{}\n";

    /** What has a meaning somewhere in JSON, and what has none anywhere. */
    private static final byte[] LIKELY =
            "{}[]\":,\\\n\r0123456789-+.eEtfnul \u0000\u007f".getBytes(StandardCharsets.UTF_8);

    @Test
    void endsInRowsOrInAnErrorWhateverTheBytesAre() throws Exception {
        Random random = new Random(SEED);
        RowLayout layout = layout();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] lines = changed(random);
            try {
                readAll(layout, lines);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("A row cannot be read");
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "round %d: %s".formatted(round, Arrays.toString(lines)), e);
            }
        }
        assertThat(refused).isBetween(1, ROUNDS - 1);
    }

    private static byte[] changed(Random random) {
        byte[] lines = LINES.getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(lines.length);
            switch (random.nextInt(4)) {
                case 0 -> lines[at] = (byte) random.nextInt();
                case 1 -> lines[at] = LIKELY[random.nextInt(LIKELY.length)];
                case 2 -> lines = Arrays.copyOf(lines, Math.max(1, at));
                default -> {
                    int length = random.nextInt(lines.length - at);
                    System.arraycopy(
                            lines, at, lines, random.nextInt(lines.length - length), length);
                }
            }
        }
        return lines;
    }

    private static void readAll(RowLayout layout, byte[] lines) throws IOException {
        RowBatch batch =
                new RowParser(layout).parse(Arrays.copyOf(lines, lines.length + 16), lines.length);
        PointRow row = new PointRow(batch, StringData.fromString("t"), 0, batch.rows());
        while (row.next()) {
            for (int field = 0; field < TYPES.length; field++) {
                if (!row.isNullAt(field)) {
                    read(row, field);
                }
            }
        }
    }

    private static void read(PointRow row, int field) {
        switch (TYPES[field].getLogicalType().getTypeRoot()) {
            case BIGINT -> row.getLong(field);
            case VARCHAR -> assertThat(row.getString(field).toString()).isNotNull();
            case DOUBLE -> row.getDouble(field);
            case BOOLEAN -> row.getBoolean(field);
            case DECIMAL -> row.getDecimal(field, 20, 3);
            default -> row.getTimestamp(field, 9);
        }
    }

    private static RowLayout layout() {
        List<ScanColumn> columns = new ArrayList<>();
        List<RowLayout.Selected> selected = new ArrayList<>();
        for (int i = 0; i < TYPES.length; i++) {
            ScanColumn column = ScanColumn.value("v" + i, TYPES[i].getLogicalType());
            columns.add(column);
            selected.add(new RowLayout.Selected("c" + i, i, CellKind.of(column), false, 0));
        }
        return new RowLayout(columns, selected);
    }
}
