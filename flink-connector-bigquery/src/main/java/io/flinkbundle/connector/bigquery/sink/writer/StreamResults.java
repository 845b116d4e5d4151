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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.sink.Attempts;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;

/** What a subtask hands on at a checkpoint, so that its rows become visible. */
@Internal
interface StreamResults {

    /**
     * @param writtenRows rows in the stream of the subtask, all of them acknowledged
     */
    List<BigQueryCommittable> take(long writtenRows) throws IOException, InterruptedException;

    /** Of the default stream: its rows are visible already. */
    static StreamResults visible() {
        return writtenRows -> List.of();
    }

    /** Of a BUFFERED stream, which goes on behind the checkpoint. */
    static StreamResults buffered(OwnStreamRoute route) {
        return new StreamResults() {

            private long handedOn;

            @Override
            public List<BigQueryCommittable> take(long writtenRows) {
                if (writtenRows == handedOn) {
                    return List.of();
                }
                handedOn = writtenRows;
                return List.of(
                        BigQueryCommittable.buffered(
                                route.stream().orElseThrow(), writtenRows - 1));
            }
        };
    }

    /** Of a PENDING stream, which ends with the input. */
    static StreamResults pending(
            OwnStreamRoute route, StorageWriteClient client, Attempts attempts) {
        return writtenRows -> {
            if (writtenRows == 0) {
                return List.of();
            }
            String stream = route.stream().orElseThrow();
            long rows = attempts.of("finish " + stream, () -> client.finish(stream));
            if (rows != writtenRows) {
                throw new IOException(
                        "Stream "
                                + stream
                                + " has "
                                + rows
                                + " rows, but "
                                + writtenRows
                                + " were written to it.");
            }
            return List.of(BigQueryCommittable.pending(stream));
        };
    }
}
