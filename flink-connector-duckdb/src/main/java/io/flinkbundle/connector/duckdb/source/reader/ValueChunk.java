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

/** Values side by side: those of the rows in a chunk, or those of the elements of lists in it. */
@Internal
interface ValueChunk {

    /** How many values each expression has. */
    int count();

    /** What the expression with this index has yielded. */
    Values values(int expression);

    /** Where a value was found, for a message: {@code the row with rowid 7}. */
    String locate(int index);
}
