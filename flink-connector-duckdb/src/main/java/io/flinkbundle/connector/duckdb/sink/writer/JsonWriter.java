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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

/** Writes values of one type into a JSON document. */
@Internal
@FunctionalInterface
interface JsonWriter {

    /** Writes a value that is not NULL. */
    void write(RowData row, int position, JsonText out) throws UnwritableValueException;

    default void writeOrNull(RowData row, int position, JsonText out)
            throws UnwritableValueException {
        if (row.isNullAt(position)) {
            out.nullValue();
        } else {
            write(row, position, out);
        }
    }
}
