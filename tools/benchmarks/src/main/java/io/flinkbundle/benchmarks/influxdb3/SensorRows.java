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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Readings as they are typical of a time series: two tags, four fields of which two are decimal
 * numbers, and a time in nanoseconds. Few enough sensors that their values stay in the processor's
 * cache, as the values of a row that a job has just computed do: what is measured is making lines,
 * not waiting for memory.
 *
 * <p>Both sides take their values from here. Reading <i>n</i> is that of sensor <i>n mod 512</i>
 * after <i>n</i> requests.
 */
@Internal
final class SensorRows {

    static final String TABLE = "sensors";

    /** Columns by their place in a row. */
    static final int REQUESTS = 0;

    static final int HOST = 1;
    static final int REGION = 2;
    static final int LOAD = 3;
    static final int TEMPERATURE = 4;
    static final int HEALTHY = 5;
    static final int TIME = 6;

    private static final int SENSORS = 1 << 9;
    private static final int MASK = SENSORS - 1;
    private static final long SEED = 20260102L;
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final String[] REGIONS = {"eu-west-1", "us-east-2", "ap-south-1"};

    private final String[] hosts = new String[SENSORS];
    private final String[] regions = new String[SENSORS];
    private final double[] loads = new double[SENSORS];
    private final double[] temperatures = new double[SENSORS];
    private final Object[][] boxed = new Object[SENSORS][];

    SensorRows() {
        Random random = new Random(SEED);
        for (int i = 0; i < SENSORS; i++) {
            hosts[i] = "host-%03d.example.org".formatted(i);
            regions[i] = REGIONS[random.nextInt(REGIONS.length)];
            loads[i] = random.nextInt(10_000) / 100.0;
            temperatures[i] = random.nextInt(1_000) / 10.0;
            boxed[i] =
                    new Object[] {
                        StringData.fromBytes(hosts[i].getBytes(StandardCharsets.US_ASCII)),
                        StringData.fromBytes(regions[i].getBytes(StandardCharsets.US_ASCII)),
                        loads[i],
                        temperatures[i],
                        isHealthy(i)
                    };
        }
    }

    String host(long id) {
        return hosts[sensor(id)];
    }

    String region(long id) {
        return regions[sensor(id)];
    }

    double load(long id) {
        return loads[sensor(id)];
    }

    double temperature(long id) {
        return temperatures[sensor(id)];
    }

    boolean healthy(long id) {
        return isHealthy(sensor(id));
    }

    /** Nanoseconds since the epoch. */
    long nanos(long id) {
        return millis(id) * NANOS_PER_MILLI + nanoOfMilli(id);
    }

    GenericRowData row(long id) {
        Object[] values = boxed[sensor(id)];
        GenericRowData row = new GenericRowData(TIME + 1);
        row.setField(REQUESTS, id);
        for (int i = 0; i < values.length; i++) {
            row.setField(HOST + i, values[i]);
        }
        row.setField(TIME, TimestampData.fromEpochMillis(millis(id), nanoOfMilli(id)));
        return row;
    }

    /** The digest of the first rows. */
    RowDigest expectedDigest(long rows) {
        RowDigest digest = new RowDigest();
        for (long id = 0; id < rows; id++) {
            add(
                    digest,
                    id,
                    load(id),
                    temperature(id),
                    healthy(id),
                    host(id),
                    region(id),
                    nanos(id));
        }
        return digest;
    }

    /** Adds the readings of whole lines, whoever has written them, to a digest. */
    void addTo(RowDigest digest, byte[] lines, int length) throws IOException {
        LineCursor cursor = new LineCursor(lines, length);
        while (!cursor.isAtEnd()) {
            addLine(cursor, digest);
        }
    }

    /** Clients order tags and fields as they like. */
    private static void addLine(LineCursor cursor, RowDigest digest) throws IOException {
        long id = -1;
        double load = Double.NaN;
        double temperature = Double.NaN;
        boolean healthy = false;
        String host = "";
        String region = "";
        cursor.skip((TABLE + ",").getBytes(StandardCharsets.US_ASCII));
        // Two tags and four fields: five separators and the blank in front of the time.
        for (int i = 0; i < 6; i++) {
            String name = cursor.textUntil('=', '=');
            String value = cursor.textUntil(',', ' ');
            switch (name) {
                case "host" -> host = value;
                case "region" -> region = value;
                case "load" -> load = Double.parseDouble(value);
                case "temperature" -> temperature = Double.parseDouble(value);
                case "requests" -> id = Long.parseLong(LineCursor.integer(value));
                case "healthy" -> healthy = value.startsWith("t");
                default -> throw new IOException("A line has a tag or field '" + name + "'");
            }
        }
        long nanos = Long.parseLong(cursor.textUntil('\n', '\n'));
        add(digest, id, load, temperature, healthy, host, region, nanos);
    }

    private static void add(
            RowDigest digest,
            long id,
            double load,
            double temperature,
            boolean healthy,
            String host,
            String region,
            long nanos) {
        byte[] tags = (host + ' ' + region).getBytes(StandardCharsets.US_ASCII);
        int small = Double.hashCode(temperature) * 2 + (healthy ? 1 : 0);
        digest.add(id, small, load, tags, nanos);
    }

    private static int sensor(long id) {
        return (int) id & MASK;
    }

    private static boolean isHealthy(int sensor) {
        return sensor % 7 != 0;
    }

    private static long millis(long id) {
        return START_MILLIS + id / 1_000;
    }

    private static int nanoOfMilli(long id) {
        return (int) (id % 1_000) * 1_000 + 7;
    }
}
