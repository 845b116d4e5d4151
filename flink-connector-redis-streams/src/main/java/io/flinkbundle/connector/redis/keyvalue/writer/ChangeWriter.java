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

package io.flinkbundle.connector.redis.keyvalue.writer;

import io.flinkbundle.connector.common.batching.BatchWriter;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyValueClient;
import io.flinkbundle.connector.redis.client.KeyValueConnection;
import io.flinkbundle.connector.redis.client.WriteResult;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends batches, on the I/O thread. When the link breaks, the next attempt opens a new one and goes
 * on with the first command that the server has not acknowledged.
 */
@Internal
public final class ChangeWriter implements BatchWriter<KeyCommand> {

    private final KeyValueClient client;
    private final BadRecords badRecords;
    private final boolean lastChangeIsEnough;

    /** What is left of a batch that failed in part; the next call brings the same batch again. */
    private List<KeyCommand> unfinished = List.of();

    private volatile KeyValueConnection connection;
    private volatile boolean closed;

    /**
     * A writer that connects with its first batch.
     *
     * @param lastChangeIsEnough whether of several commands of a key only the last is sent
     */
    public ChangeWriter(KeyValueClient client, BadRecords badRecords, boolean lastChangeIsEnough) {
        this.client = client;
        this.badRecords = badRecords;
        this.lastChangeIsEnough = lastChangeIsEnough;
    }

    @Override
    public long sizeOf(KeyCommand command) {
        return command.size();
    }

    @Override
    public void write(List<KeyCommand> batch) throws IOException {
        List<KeyCommand> commands = unfinished.isEmpty() ? needed(batch) : unfinished;
        unfinished = commands;
        WriteResult result = connection().write(commands);
        for (WriteResult.Rejection rejection : result.rejections()) {
            badRecords.reject(rejection.reason().getMessage(), rejection.command().describe());
        }
        unfinished = new ArrayList<>(commands.subList(result.done(), commands.size()));
        if (result.failure().isPresent()) {
            closeConnection();
            throw result.failure().get();
        }
    }

    private List<KeyCommand> needed(List<KeyCommand> batch) {
        return lastChangeIsEnough ? LastChanges.of(batch) : batch;
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

    private KeyValueConnection connection() throws IOException {
        refuseIfClosed();
        KeyValueConnection open = connection;
        if (open == null) {
            open = client.openKeyValues();
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
        KeyValueConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
