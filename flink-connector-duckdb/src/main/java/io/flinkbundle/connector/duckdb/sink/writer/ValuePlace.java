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

/**
 * A column, or a part of it, in the words of a message: {@code tags[]}, {@code prices.value.net}.
 *
 * @param path the names on the way
 */
@Internal
record ValuePlace(String path) {

    /** The elements of an array. */
    ValuePlace elements() {
        return new ValuePlace(path + "[]");
    }

    /** A field of a row, or the key or the value of a map. */
    ValuePlace part(String name) {
        return new ValuePlace(path + '.' + name);
    }

    UnwritableValueException unwritable(String problem, Throwable cause) {
        return new UnwritableValueException(
                String.format("Column '%s' cannot be written to DuckDB: %s", path, problem), cause);
    }
}
