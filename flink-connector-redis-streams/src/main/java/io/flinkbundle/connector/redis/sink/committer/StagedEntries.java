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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.UUID;

/**
 * Entries that one writer has for one stream, and that are appended once the checkpoint that holds
 * them is complete.
 *
 * @param run identifies the writer; each attempt of a subtask has another one
 * @param part counts the parts of the run, over all of its streams
 * @param stream the key of the stream
 * @param chosenIds whether the producer may have chosen ids, which the server may refuse
 * @param chunks how the entries are cut into transactions, in their order
 * @param payload the encoded commands
 */
@Internal
public record StagedEntries(
        UUID run,
        long part,
        String stream,
        boolean chosenIds,
        List<Chunk> chunks,
        EntriesPayload payload) {

    /**
     * The entries of one transaction.
     *
     * @param entries how many they are
     * @param bytes how much of the payload they take
     */
    public record Chunk(int entries, int bytes) {}

    public StagedEntries {
        chunks = List.copyOf(chunks);
    }

    /** The same entries at another place. */
    public StagedEntries withPayload(EntriesPayload moved) {
        return new StagedEntries(run, part, stream, chosenIds, chunks, moved);
    }

    /** How many entries all chunks hold. */
    public long entries() {
        return chunks.stream().mapToLong(Chunk::entries).sum();
    }

    /** The place of the last chunk. */
    CommitPosition end() {
        return new CommitPosition(part, chunks.size() - 1);
    }

    /** For messages. */
    @Override
    public String toString() {
        return String.format(
                "part %d of run %s with %d entries for stream '%s'", part, run, entries(), stream);
    }
}
