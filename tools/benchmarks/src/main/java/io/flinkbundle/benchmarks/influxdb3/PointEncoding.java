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

import org.apache.flink.annotation.Internal;

import com.influxdb.v3.client.Point;
import com.influxdb.v3.client.write.WritePrecision;

import java.nio.charset.StandardCharsets;

/** What the client of InfluxDB does with points before it sends them. */
@Internal
final class PointEncoding extends LineEncoding {

    private final SensorRows rows;
    private byte[] lines = new byte[0];

    PointEncoding(SensorRows rows) {
        this.rows = rows;
    }

    /** Values are all that a point is made of. */
    @Override
    void prepare(long from, long to) {}

    @Override
    void encode(long from, long to) {
        StringBuilder request = new StringBuilder();
        for (long id = from; id < to; id++) {
            Point point =
                    Point.measurement(SensorRows.TABLE)
                            .setTag("host", rows.host(id))
                            .setTag("region", rows.region(id))
                            .setField("load", rows.load(id))
                            .setField("temperature", rows.temperature(id))
                            .setField("requests", id)
                            .setField("healthy", rows.healthy(id))
                            .setTimestamp(rows.nanos(id), WritePrecision.NS);
            request.append(point.toLineProtocol(WritePrecision.NS)).append('\n');
        }
        lines = request.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    byte[] lines() {
        return lines;
    }

    @Override
    int length() {
        return lines.length;
    }
}
