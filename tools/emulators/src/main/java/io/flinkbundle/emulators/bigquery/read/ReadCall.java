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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.RowCursor;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import io.grpc.stub.ServerCallStreamObserver;

import java.util.ArrayList;
import java.util.List;

/** Sends the rows of a stream as fast as the client takes them. */
@Internal
final class ReadCall {

    private static final int BATCH_ROWS = 2_048;

    private final ServerCallStreamObserver<ReadRowsResponse> client;
    private final RowEncoder encoder;
    private final RowCursor cursor;
    private final SessionState.Range range;
    private final long maxResponses;
    private final Runnable whenCut;

    private long position;
    private long responses;
    private boolean over;

    /**
     * @param offset of the first row, in the stream
     * @param maxResponses how many responses come before the connection is cut
     */
    ReadCall(
            DuckEngine engine,
            SessionState session,
            SessionState.Range range,
            long offset,
            ServerCallStreamObserver<ReadRowsResponse> client,
            long maxResponses,
            Runnable whenCut) {
        this.client = client;
        this.range = range;
        this.maxResponses = maxResponses;
        this.whenCut = whenCut;
        this.position = range.from() + offset;
        this.encoder = session.newEncoder();
        this.cursor =
                engine.read(
                        session.schema(),
                        DuckEngine.STORE
                                + "."
                                + session.rows()
                                + " WHERE "
                                + DuckEngine.NUMBER
                                + " >= "
                                + position
                                + " AND "
                                + DuckEngine.NUMBER
                                + " < "
                                + range.to());
    }

    /** Sends what the client is ready for. */
    synchronized void send() {
        while (!over && client.isReady()) {
            if (responses == maxResponses) {
                end();
                whenCut.run();
                return;
            }
            List<Object[]> rows = new ArrayList<>();
            while (rows.size() < BATCH_ROWS && cursor.next()) {
                rows.add(cursor.row());
            }
            if (rows.isEmpty()) {
                end();
                client.onCompleted();
                return;
            }
            client.onNext(response(rows));
        }
    }

    private ReadRowsResponse response(List<Object[]> rows) {
        ReadRowsResponse.Builder response = ReadRowsResponse.newBuilder().setRowCount(rows.size());
        double all = Math.max(1, range.to() - range.from());
        response.getStatsBuilder()
                .getProgressBuilder()
                .setAtResponseStart((position - range.from()) / all);
        position += rows.size();
        response.getStatsBuilder()
                .getProgressBuilder()
                .setAtResponseEnd((position - range.from()) / all);
        if (responses++ == 0) {
            encoder.describe(response);
        }
        encoder.encode(rows, response);
        return response.build();
    }

    /** Lets go of what it holds. */
    synchronized void end() {
        if (!over) {
            over = true;
            cursor.close();
            encoder.close();
        }
    }
}
