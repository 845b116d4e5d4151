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

package io.flinkbundle.connector.influxdb3.table;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.data.RowData;

import java.util.Optional;

/** A provider of a DataStream, because only that can carry a watermark strategy. */
@Internal
final class InfluxDb3ScanProvider implements DataStreamScanProvider {

    private static final String UID = "influxdb3";

    private final Source<RowData, ?, ?> source;
    private final WatermarkStrategy<RowData> watermarks;
    private final String table;
    private final Optional<Integer> parallelism;

    /**
     * @param table the name of the table in Flink
     */
    InfluxDb3ScanProvider(
            Source<RowData, ?, ?> source,
            WatermarkStrategy<RowData> watermarks,
            String table,
            Optional<Integer> parallelism) {
        this.source = source;
        this.watermarks = watermarks;
        this.table = table;
        this.parallelism = parallelism;
    }

    @Override
    public DataStream<RowData> produceDataStream(
            ProviderContext context, StreamExecutionEnvironment environment) {
        DataStreamSource<RowData> stream =
                environment.fromSource(source, watermarks, "influxdb3 " + table);
        context.generateUid(UID).ifPresent(stream::uid);
        return stream;
    }

    @Override
    public boolean isBounded() {
        return source.getBoundedness() == Boundedness.BOUNDED;
    }

    @Override
    public Optional<Integer> getParallelism() {
        return parallelism;
    }
}
