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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

import java.util.List;

/** Some rows of a result. */
@Internal
public final class ResultChunk {

    private final int rows;
    private final DuckDBReadableVector[] vectors;

    ResultChunk(DuckDBDataChunkReader chunk, List<ResultColumn> columns, int rows) {
        this.rows = rows;
        this.vectors = new DuckDBReadableVector[columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
        }
    }

    public int rows() {
        return rows;
    }

    public boolean isNull(int row, int column) {
        return vectors[column].isNull(row);
    }

    public long longAt(int row, int column) {
        return vectors[column].getLong(row);
    }

    public double doubleAt(int row, int column) {
        return vectors[column].getDouble(row);
    }

    public boolean booleanAt(int row, int column) {
        return vectors[column].getBoolean(row);
    }

    public String textAt(int row, int column) {
        return vectors[column].getString(row);
    }
}
