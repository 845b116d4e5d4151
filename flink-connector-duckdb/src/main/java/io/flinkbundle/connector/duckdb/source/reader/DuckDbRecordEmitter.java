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

import io.flinkbundle.connector.duckdb.source.DuckDbRowConverter;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/** Converts a row, hands it on and moves the position of its split. */
@Internal
final class DuckDbRecordEmitter<T> implements RecordEmitter<ChunkRow, T, DuckDbSplitState> {

    private final DuckDbRowConverter<T> converter;

    DuckDbRecordEmitter(DuckDbRowConverter<T> converter) {
        this.converter = converter;
    }

    @Override
    public void emitRecord(ChunkRow row, SourceOutput<T> output, DuckDbSplitState state)
            throws Exception {
        output.collect(converter.convert(row));
        state.emitted(row.positionInSplit());
    }
}
