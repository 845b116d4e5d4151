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

/**
 * A view of one row in a chunk, moved from row to row. A scan emits millions of rows a second, and
 * Flink copies a row where somebody keeps it, so that none is allocated here.
 */
@Internal
final class ChunkRow extends ColumnRow {

    private final RowChunk chunk;

    ChunkRow(RowChunk chunk) {
        super(chunk.columns(), -1);
        this.chunk = chunk;
    }

    /** Moves to the next row. Returns false behind the last one. */
    boolean next() {
        moveTo(position() + 1);
        return position() < chunk.rows();
    }

    /** The position of its split behind this row. */
    long positionInSplit() {
        return chunk.position(position());
    }
}
