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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.sink.RowDataConverter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.ProjectedRowData;

/** Takes the columns that are written out of rows with all columns. */
@Internal
final class TargetColumnsConverter implements RowDataConverter<RowData> {

    private static final long serialVersionUID = 1L;

    private final int[] columns;
    private transient ProjectedRowData projected;

    TargetColumnsConverter(int[] columns) {
        this.columns = columns;
    }

    @Override
    public RowData convert(RowData row) {
        if (projected == null) {
            projected = ProjectedRowData.from(columns);
        }
        return projected.replaceRow(row);
    }
}
