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

package io.flinkbundle.benchmarks.rows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;

/**
 * What a generator makes and how to tell that all of it arrived. A description that is sent with
 * the job; the values themselves are made anew by each reader.
 */
@Internal
public interface GeneratedRows extends Serializable {

    RowType rowType();

    /** Makes rows by their number, from 0. For one thread. */
    Maker maker();

    /** The number, or the key, of a row as it came out of the generator. */
    default long number(RowData row) {
        return row.getLong(0);
    }

    /** Adds a row as it came out of the generator to a digest. */
    void digest(RowData row, RowDigest digest);

    /** What {@link #digest} makes of the rows 0 to {@code rows} - 1, in any order. */
    RowDigest expectedDigest(long rows);

    /** Makes a row of its number. */
    @FunctionalInterface
    interface Maker {
        RowData row(long number);
    }
}
