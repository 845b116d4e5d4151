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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WritePath;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;

/** When rows may take the place of all rows before: where it is known which ones are the last. */
@Internal
final class Overwriting {

    private Overwriting() {}

    /**
     * @throws ValidationException if the input does not end
     */
    static void verify(WritePath path, DuckDbSinkConfig config) {
        if (!path.isBounded()) {
            throw new ValidationException(
                    String.format(
                            "Table '%s' cannot be overwritten by an unbounded input: the old rows"
                                    + " would give way to a part of the new ones, and never to all"
                                    + " of them. Use INSERT INTO, or a bounded input.",
                            config.tableName()));
        }
    }
}
