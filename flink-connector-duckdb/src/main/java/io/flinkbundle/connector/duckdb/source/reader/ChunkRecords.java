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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import javax.annotation.Nullable;

import java.util.Set;

/** What one fetch brings: the rows of a chunk, the end of a split, or nothing. */
@Internal
final class ChunkRecords implements RecordsWithSplitIds<ChunkRow> {

    private final Set<String> finishedSplits;
    @Nullable private final ChunkRow rows;
    @Nullable private String nextSplit;

    private ChunkRecords(
            @Nullable String split, @Nullable ChunkRow rows, Set<String> finishedSplits) {
        this.nextSplit = split;
        this.rows = rows;
        this.finishedSplits = finishedSplits;
    }

    static ChunkRecords rows(String splitId, RowChunk chunk) {
        return new ChunkRecords(splitId, new ChunkRow(chunk), Set.of());
    }

    static ChunkRecords endOf(String splitId) {
        return new ChunkRecords(null, null, Set.of(splitId));
    }

    static ChunkRecords nothing() {
        return new ChunkRecords(null, null, Set.of());
    }

    @Override
    @Nullable
    public String nextSplit() {
        String split = nextSplit;
        nextSplit = null;
        return split;
    }

    @Override
    @Nullable
    public ChunkRow nextRecordFromSplit() {
        return rows != null && rows.next() ? rows : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finishedSplits;
    }
}
