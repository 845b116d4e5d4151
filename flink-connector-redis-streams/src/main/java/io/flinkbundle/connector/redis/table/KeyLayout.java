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

package io.flinkbundle.connector.redis.table;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which columns make up the key of an entry, and where it stands.
 *
 * @param fields the columns, by name
 * @param entryField the field of the entry that holds them
 * @param inValueToo whether the value holds them as well
 * @param format reads or writes them
 * @param <F> the format, for one or the other direction
 */
@Internal
record KeyLayout<F>(List<String> fields, String entryField, boolean inValueToo, F format) {

    /** The places of the key's columns. */
    int[] keyColumns(DataType physicalType) {
        List<String> names = DataType.getFieldNames(physicalType);
        return fields.stream().mapToInt(names::indexOf).toArray();
    }

    /** The places of the value's columns. */
    int[] valueColumns(DataType physicalType) {
        List<String> names = DataType.getFieldNames(physicalType);
        return IntStream.range(0, names.size())
                .filter(column -> inValueToo || !fields.contains(names.get(column)))
                .toArray();
    }
}
