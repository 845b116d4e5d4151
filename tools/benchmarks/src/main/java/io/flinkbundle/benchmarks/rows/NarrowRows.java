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

/** Rows of the five columns of {@link BenchmarkSchema}, from {@link RowSlots}. */
@Internal
public record NarrowRows(long seed) implements GeneratedRows {

    @Override
    public RowType rowType() {
        return BenchmarkSchema.ROW_TYPE;
    }

    @Override
    public Maker maker() {
        return new RowSlots(seed)::row;
    }

    @Override
    public void digest(RowData row, RowDigest digest) {
        digest.add(row, 0);
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        return new RowSlots(seed).expectedDigest(0, rows);
    }
}
