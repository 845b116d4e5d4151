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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.common.batching.BatchWriter;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendResult;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamWriterConnection;
import io.flinkbundle.connector.redis.client.TooFewReplicasException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;

/**
 * Sends batches, on the I/O thread. When the link breaks, the next attempt opens a new one and
 * sends only what the server has not acknowledged; an entry whose answer was lost is sent twice,
 * which at-least-once allows.
 */
@Internal
public final class AppendWriter implements BatchWriter<StreamAppend> {

    private final RedisStreamsClient client;
    private final BadRecords badRecords;
    private final ReplicaWait replicas;

    /** What is left of a batch that failed in part; the next call brings the same batch again. */
    private List<StreamAppend> unacknowledged = List.of();

    /** Whether all of a batch is appended, and only replicas are missing. */
    private boolean appended;

    private volatile StreamWriterConnection connection;
    private volatile boolean closed;

    /** A writer that connects with its first batch. */
    public AppendWriter(RedisStreamsClient client, BadRecords badRecords, ReplicaWait replicas) {
        this.client = client;
        this.badRecords = badRecords;
        this.replicas = replicas;
    }

    @Override
    public long sizeOf(StreamAppend append) {
        return append.size();
    }

    @Override
    public void write(List<StreamAppend> batch) throws IOException {
        if (!appended) {
            append(batch);
        }
        if (replicas.isNeeded()) {
            awaitReplicas();
        }
        appended = false;
    }

    /** With the link, the server forgets what it was to wait for: the batch is appended again. */
    private void awaitReplicas() throws IOException {
        appended = true;
        try {
            connection().awaitReplicas(replicas);
        } catch (TooFewReplicasException e) {
            throw e;
        } catch (IOException e) {
            appended = false;
            closeConnection();
            throw e;
        }
    }

    private void append(List<StreamAppend> batch) throws IOException {
        AppendResult result =
                connection().append(unacknowledged.isEmpty() ? batch : unacknowledged);
        for (AppendResult.Rejection rejection : result.rejections()) {
            badRecords.reject(rejection.reason().getMessage(), rejection.append().describe());
        }
        unacknowledged = result.unacknowledged();
        if (result.failure().isPresent()) {
            closeConnection();
            throw result.failure().get();
        }
    }

    @Override
    public void flush() throws IOException {
        badRecords.flush();
    }

    /** Breaks the link, which ends a {@link #write} that waits for the server. */
    @Override
    public void abort() {
        closed = true;
        closeConnection();
    }

    @Override
    public void close() throws IOException {
        abort();
        badRecords.close();
    }

    private StreamWriterConnection connection() throws IOException {
        refuseIfClosed();
        StreamWriterConnection open = connection;
        if (open == null) {
            open = client.openWriter();
            connection = open;
            if (closed) {
                // Ending the write may have missed this connection.
                closeConnection();
                refuseIfClosed();
            }
        }
        return open;
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw new IOException("The sink is closed.");
        }
    }

    private void closeConnection() {
        StreamWriterConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
