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

import java.io.IOException;

/** Copies the values of one column, or of one part of a nested one, out of a chunk. */
@Internal
@FunctionalInterface
interface ColumnDecoder {

    /**
     * @param chunk the chunk as DuckDB holds it
     * @param expression the first of the expressions that belong to the column
     * @throws IOException if a value has no counterpart in Flink; the message says which
     */
    Column decode(ValueChunk chunk, int expression) throws IOException;
}
