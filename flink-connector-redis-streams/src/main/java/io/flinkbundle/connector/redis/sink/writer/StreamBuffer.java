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

import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encoded commands for one stream, one after the other, cut into chunks as they come. */
@Internal
final class StreamBuffer {

    private static final int INITIAL_BYTES = 64 * 1024;

    private final String stream;
    private final int maxChunkEntries;
    private final long maxChunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();

    private byte[] commands = new byte[INITIAL_BYTES];
    private int size;
    private int chunkStart;
    private int chunkEntries;
    private boolean chosenIds;

    StreamBuffer(String stream, int maxChunkEntries, long maxChunkBytes) {
        this.stream = stream;
        this.maxChunkEntries = maxChunkEntries;
        this.maxChunkBytes = maxChunkBytes;
    }

    void add(StreamAppend append) {
        byte[] command = append.frame();
        int end = size + command.length;
        if (end > commands.length) {
            commands = Arrays.copyOf(commands, Math.max(end, 2 * commands.length));
        }
        System.arraycopy(command, 0, commands, size, command.length);
        size = end;
        chosenIds |= append.hasChosenId();
        chunkEntries++;
        if (chunkEntries >= maxChunkEntries || size - chunkStart >= maxChunkBytes) {
            endChunk();
        }
    }

    private void endChunk() {
        if (chunkEntries > 0) {
            chunks.add(new Chunk(chunkEntries, size - chunkStart));
            chunkStart = size;
            chunkEntries = 0;
        }
    }

    String stream() {
        return stream;
    }

    /** Whether the producer chose any of the ids. */
    boolean hasChosenIds() {
        return chosenIds;
    }

    /** Bytes of all commands. */
    int size() {
        return size;
    }

    /** All chunks, the last one ended. */
    List<Chunk> chunks() {
        endChunk();
        return List.copyOf(chunks);
    }

    /** A copy of the commands. */
    byte[] commands() {
        return Arrays.copyOf(commands, size);
    }
}
