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
import org.apache.flink.table.types.logical.LogicalType;

/** A declared type does not fit what is there; the message names the column and the part of it. */
@Internal
final class MisfitException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param path the column, or the part of it
     * @param found what is there, as the end of a sentence
     */
    MisfitException(String path, LogicalType declared, String found) {
        super(
                String.format(
                        "column '%s' is declared as %s, but %s",
                        path, declared.copy(true).asSummaryString(), found));
    }
}
