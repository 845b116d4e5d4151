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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import com.google.api.core.ApiFuture;
import com.google.api.gax.batching.FlowController;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;

import java.util.ArrayDeque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The fastest way to append without Flink: Google's own writer, given rows that are encoded. */
@Internal
final class StreamWriterLoop {

    static final String DESCRIPTION =
            "StreamWriter of google-cloud-bigquerystorage on the default stream, prepared"
                    + " protobuf rows, 10000 a request, 16 requests in flight";

    /** As many as the connector has by default. */
    private static final int MAX_IN_FLIGHT = 16;

    /** Which tells of each connection in several lines; kept here, or the level would be lost. */
    private static final Logger GOOGLE_LOG =
            Logger.getLogger(StreamWriter.class.getPackage().getName());

    static {
        GOOGLE_LOG.setLevel(Level.WARNING);
    }

    private StreamWriterLoop() {}

    static Measurement run(BigQueryWriteClient client, List<ProtoRows> requests, long rows)
            throws Exception {
        try (StreamWriter writer =
                StreamWriter.newBuilder(BigQueryTable.PATH + "/streams/_default", client)
                        .setWriterSchema(PreparedRows.schema())
                        .setMaxInflightRequests(MAX_IN_FLIGHT)
                        .setLimitExceededBehavior(FlowController.LimitExceededBehavior.Block)
                        .build()) {
            ArrayDeque<ApiFuture<AppendRowsResponse>> answers = new ArrayDeque<>();
            ClockReading start = ClockReading.now();
            for (ProtoRows request : requests) {
                answers.add(writer.append(request));
            }
            for (ApiFuture<AppendRowsResponse> answer : answers) {
                answer.get();
            }
            return start.until(ClockReading.now(), rows);
        }
    }
}
