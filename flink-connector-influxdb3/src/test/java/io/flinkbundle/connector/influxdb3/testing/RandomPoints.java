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

package io.flinkbundle.connector.influxdb3.testing;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Points that are hard to escape, for servers of line protocol that no one here wrote: what they
 * read must be what was written.
 */
public final class RandomPoints {

    public static final int COUNT = 2_000;

    /** What must be escaped somewhere, what is close to it, and text of several bytes a letter. */
    private static final String[] PIECES = {
        " ", ",", "=", "\\", "\"", "a", "n", "i", "ß", "日", "🦆", "#", "'", "\\\\", "x=1i", "0", ";"
    };

    private static final TypeInformation<Row> TYPE =
            Types.ROW_NAMED(
                    new String[] {"id", "tag", "txt", "d", "f", "b", "time"},
                    Types.LONG,
                    Types.STRING,
                    Types.STRING,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.BOOLEAN,
                    Types.INSTANT);

    private RandomPoints() {}

    /** Rows of id, tag, txt, d, f, b and time, by id. */
    public static List<Row> rows(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (long id = 0; id < COUNT; id++) {
            // What a backslash in a tag means differs between these servers and InfluxDB 3.
            String tag = text(random).replace("\\", "");
            rows.add(
                    Row.of(
                            id,
                            tag.isEmpty() ? null : tag,
                            text(random),
                            finite(random),
                            random.nextInt(5) == 0 ? null : random.nextFloat(),
                            random.nextBoolean(),
                            start.plus(id * 1_000_003 + random.nextInt(1000), ChronoUnit.MICROS)));
        }
        return rows;
    }

    /** Writes rows to a table by an INSERT, and returns when the job has ended. */
    public static void write(List<Row> rows, String table, String options) throws Exception {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        StreamTableEnvironment tables = StreamTableEnvironment.create(flink);
        tables.executeSql(
                """
                CREATE TABLE points (
                  id BIGINT, tag STRING, txt STRING, d DOUBLE, f FLOAT, b BOOLEAN,
                  `time` TIMESTAMP_LTZ(6)
                ) WITH (
                  'connector' = 'influxdb3', 'table-name' = '%s', 'tag.columns' = 'tag',
                  'sink.buffer-flush.max-rows' = '300', %s)"""
                        .formatted(table, options));
        tables.fromDataStream(flink.fromData(rows, TYPE).setParallelism(1))
                .insertInto("points")
                .execute()
                .await(60, TimeUnit.SECONDS);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static double finite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : random.nextInt() / 100.0;
    }
}
