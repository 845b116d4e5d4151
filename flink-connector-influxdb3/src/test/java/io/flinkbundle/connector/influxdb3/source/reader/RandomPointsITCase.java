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

import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.Compression;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.HttpWriteClient;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.ServerTables;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.client.WriteReply;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Source;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter;
import io.flinkbundle.connector.influxdb3.table.converter.FieldWriters;
import io.flinkbundle.connector.influxdb3.table.converter.MeasurementReader;
import io.flinkbundle.connector.influxdb3.table.converter.RowPointSerializer;
import io.flinkbundle.connector.influxdb3.table.converter.TagWriters;
import io.flinkbundle.connector.influxdb3.table.converter.TimeReader;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever rows the sink's encoder writes, a strict parser takes them and the source reads them
 * back as they were.
 */
@Timeout(300)
class RandomPointsITCase {

    private static final int ROUNDS = 300;
    private static final int ROWS = 12;
    private static final int TABLES = 10;

    private static final List<DataType> TAGS =
            List.of(
                    DataTypes.STRING(),
                    DataTypes.STRING(),
                    DataTypes.INT(),
                    DataTypes.BIGINT(),
                    DataTypes.BOOLEAN());

    private static final List<DataType> FIELDS =
            List.of(
                    DataTypes.STRING(),
                    DataTypes.BOOLEAN(),
                    DataTypes.TINYINT(),
                    DataTypes.SMALLINT(),
                    DataTypes.INT(),
                    DataTypes.BIGINT(),
                    DataTypes.FLOAT(),
                    DataTypes.DOUBLE(),
                    DataTypes.DECIMAL(12, 3),
                    DataTypes.DATE(),
                    DataTypes.TIME(3),
                    DataTypes.TIMESTAMP(9),
                    DataTypes.TIMESTAMP_LTZ(6),
                    DataTypes.BYTES());

    private static final String[] PIECES = {
        "a", "Z", "0", " ", ",", "=", "\"", "\\", "'", "ä", "€", "😀", "$p", "#", ";", "{", "}",
        ":", "NULL", "true", "\\n", "\"\"", "--", "/*", "room", "time2", "c0", "."
    };

    @RegisterExtension static final InfluxDb3Server SERVER = new InfluxDb3Server();

    private record Shape(List<String> names, List<DataType> types, int tags) {

        LogicalType type(int column) {
            return types.get(column).getLogicalType();
        }

        int time() {
            return names.size() - 1;
        }
    }

    @Test
    void readsBackWhatTheSinkWrites() throws Exception {
        try (WriteClient writer =
                        new HttpWriteClient(
                                new HttpLink(connection()),
                                TimePrecision.NANOSECONDS,
                                Compression.NONE,
                                false);
                QueryClient reader = new HttpQueryClient(new HttpLink(connection()))) {
            for (int round = 0; round < ROUNDS; round++) {
                if (round % TABLES == 0) {
                    // The fewer tables there are, the faster is a query for the columns of one.
                    SERVER.reset();
                }
                Random random = new Random(round);
                Shape shape = shape(random);
                String table = "t" + round + text(random, 3, false);
                List<GenericRowData> rows = rows(random, shape);

                LineBuffer lines = new LineBuffer(ApiVersion.V3, TimePrecision.NANOSECONDS);
                RowPointSerializer serializer = serializer(shape, table);
                for (GenericRowData row : rows) {
                    serializer.serialize(row, lines);
                }
                WriteReply reply = writer.write(lines, 0, lines.lines());

                assertThat(reply).as("round %d, %s", round, shape).isEqualTo(WriteReply.STORED);
                assertThat(read(reader, shape, table))
                        .as("round %d, %s", round, shape)
                        .containsExactlyElementsOf(
                                rows.stream().map(row -> values(row, shape)).toList());
            }
        }
    }

    private static InfluxDb3ConnectionOptions connection() {
        return SERVER.connection().build();
    }

    private static RowPointSerializer serializer(Shape shape, String table) {
        List<ColumnWriter> tags = new ArrayList<>();
        List<ColumnWriter> fields = new ArrayList<>();
        FieldWriters.Style style = new FieldWriters.Style(false, false);
        for (int i = 0; i < shape.time(); i++) {
            PointKey key = PointKey.of(shape.names().get(i));
            if (i < shape.tags()) {
                tags.add(TagWriters.column(key, i, shape.type(i)));
            } else {
                fields.add(FieldWriters.column(key, i, shape.type(i), style));
            }
        }
        return new RowPointSerializer(
                MeasurementReader.fixed(PointKey.measurement(table)),
                tags,
                fields,
                new TimeReader(
                        "time", shape.time(), shape.type(shape.time()), TimePrecision.NANOSECONDS));
    }

    private static List<List<Object>> read(QueryClient client, Shape shape, String table)
            throws Exception {
        // A column without a value in any row is not there, as in one of several tables.
        List<ScanColumn> columns = new ArrayList<>();
        for (int i = 0; i < shape.time(); i++) {
            columns.add(ScanColumn.value(shape.names().get(i), shape.type(i)));
        }
        columns.add(ScanColumn.time(shape.type(shape.time()), TimePrecision.NANOSECONDS));
        InfluxDb3Scan scan =
                InfluxDb3Source.<RowData>builder(row -> row, TypeInformation.of(RowData.class))
                        .setConnection(connection())
                        .setTables(table, "other")
                        .setColumns(columns)
                        .buildScan();
        SplitStatement statement =
                new SplitStatement(scan, table, new ServerTables(client).columns(table), true);
        List<List<Object>> all = new ArrayList<>();
        Set<Long> identities = new HashSet<>();
        try (RowStream stream =
                new RowStream(
                        client.query(statement.over(TimeRange.ALL)),
                        new RowParser(statement.layout()),
                        bytes -> {})) {
            while (!stream.isEnded()) {
                Optional<RowBatch> batch = stream.next();
                if (batch.isEmpty()) {
                    continue;
                }
                PointRow row =
                        new PointRow(
                                batch.get(), StringData.fromString(table), 0, batch.get().rows());
                while (row.next()) {
                    all.add(values(row, shape));
                    identities.add(row.identity() * 31 + row.time());
                }
            }
        }
        assertThat(identities).hasSize(all.size());
        return all;
    }

    private static List<Object> values(RowData row, Shape shape) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < shape.names().size(); i++) {
            Object value = RowData.createFieldGetter(shape.type(i), i).getFieldOrNull(row);
            boolean isEmptyTag = i < shape.tags() && StringData.fromString("").equals(value);
            if (value instanceof byte[] bytes) {
                values.add(new BigInteger(1, bytes) + "/" + bytes.length);
            } else {
                values.add(isEmptyTag || value == null ? "NULL" : value.toString());
            }
        }
        return values;
    }

    private static Shape shape(Random random) {
        int tags = random.nextInt(4);
        int fields = 1 + random.nextInt(7);
        Set<String> names = new HashSet<>(Set.of("time"));
        List<String> columns = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < tags + fields; i++) {
            String name = "k" + i + text(random, 3, false);
            if (names.add(name)) {
                columns.add(name);
                List<DataType> choice = i < tags ? TAGS : FIELDS;
                types.add(choice.get(random.nextInt(choice.size())));
            }
        }
        columns.add("time");
        types.add(DataTypes.TIMESTAMP(9));
        return new Shape(columns, types, tags);
    }

    private static List<GenericRowData> rows(Random random, Shape shape) {
        List<GenericRowData> rows = new ArrayList<>();
        long millis = random.nextInt(2) == 0 ? -3_000_000_000L : 1_700_000_000_000L;
        for (int i = 0; i < 1 + random.nextInt(ROWS); i++) {
            GenericRowData row = new GenericRowData(shape.names().size());
            boolean hasField = false;
            for (int column = 0; column < shape.time(); column++) {
                boolean isTag = column < shape.tags();
                boolean isLast = column == shape.time() - 1;
                if (random.nextInt(4) > 0 || isLast && !hasField) {
                    row.setField(column, value(random, shape.type(column), isTag));
                    hasField |= !isTag;
                }
            }
            millis += 1 + random.nextInt(100_000);
            row.setField(
                    shape.time(),
                    TimestampData.fromEpochMillis(
                            millis, random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0));
            rows.add(row);
        }
        return rows;
    }

    private static Object value(Random random, LogicalType type, boolean isTag) {
        return switch (type.getTypeRoot()) {
            case VARCHAR -> StringData.fromString(text(random, 8, !isTag));
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case INTEGER ->
                    random.nextInt(8) == 0
                            ? (random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE)
                            : random.nextInt();
            case BIGINT ->
                    random.nextInt(8) == 0
                            ? (random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE)
                            : random.nextLong() >> random.nextInt(64);
            case FLOAT -> finite(Float.intBitsToFloat(random.nextInt()));
            case DOUBLE ->
                    random.nextBoolean()
                            ? random.nextInt(100_000) / 100.0
                            : finite(Double.longBitsToDouble(random.nextLong()));
            case DECIMAL ->
                    DecimalData.fromBigDecimal(BigDecimal.valueOf(random.nextInt(), 3), 12, 3);
            case DATE -> random.nextInt(100_000) - 20_000;
            case TIME_WITHOUT_TIME_ZONE -> random.nextInt(86_400_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    TimestampData.fromEpochMillis(
                            random.nextLong() % 60_000_000_000_000L, random.nextInt(1_000_000));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    TimestampData.fromEpochMillis(
                            random.nextLong() % 60_000_000_000_000L, random.nextInt(1_000) * 1_000);
            case VARBINARY -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield bytes;
            }
            default -> throw new IllegalArgumentException("No value for " + type);
        };
    }

    private static float finite(float value) {
        return Float.isFinite(value) ? value : 0.5f;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : -0.0;
    }

    /** A tag or name that ends in a backslash, or has a line break, has no form. */
    private static String text(Random random, int pieces, boolean isField) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(pieces + 1);
        for (int i = 0; i < count; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
            if (isField && random.nextInt(6) == 0) {
                text.append("\n\t\r");
            }
        }
        if (!isField && text.toString().endsWith("\\")) {
            text.append('x');
        }
        return text.toString();
    }
}
