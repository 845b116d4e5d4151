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

/** Some consecutive rows of a split, column by column. Never empty. */
@Internal
final class RowChunk {

    private final long[] positions;
    private final Column[] columns;

    RowChunk(long[] positions, Column[] columns) {
        this.positions = positions;
        this.columns = columns;
    }

    int rows() {
        return positions.length;
    }

    long position(int row) {
        return positions[row];
    }

    long lastPosition() {
        return positions[positions.length - 1];
    }

    Column[] columns() {
        return columns;
    }
}
