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

package io.flinkbundle.connector.influxdb3.sink;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.influxdb3.client.Compression;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpWriteClient;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.client.WriteClient;
import io.flinkbundle.connector.influxdb3.sink.writer.PointEncoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Supplier;

/** What is written where; {@link InfluxDb3SinkBuilder} says what each part means. */
@Internal
record PointConfig<T>(
        InfluxDb3ConnectionOptions connection,
        InfluxDb3SerializationSchema<T> serializer,
        TimePrecision precision,
        Compression compression,
        boolean noSync,
        BadRecordHandling onRejected)
        implements Serializable {

    private static final String CONNECTOR = "influxdb3";

    WriteClient openClient() throws IOException {
        return new HttpWriteClient(new HttpLink(connection), precision, compression, noSync);
    }

    Supplier<LineBuffer> buffers() {
        return () -> new LineBuffer(connection.api(), precision);
    }

    PointEncoder<T> createEncoder(WriterInitContext context) throws IOException {
        try {
            serializer.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IOException("The serializer of the sink could not be opened.", e);
        }
        return new PointEncoder<>(serializer, badRecords(context, "malformed"));
    }

    /** One for each thread, with a counter of its own. */
    BadRecords badRecords(WriterInitContext context, String counter) {
        return BadRecords.open(
                onRejected,
                CONNECTOR,
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.metricGroup().counter(counter));
    }
}
