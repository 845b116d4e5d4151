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

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

/**
 * Arrays, maps and rows. The vectors of a table function cannot carry them, so that each value
 * travels as a JSON document, which DuckDB takes apart again.
 */
@Internal
final class NestedColumn extends BytesColumn {

    private final NestedForm form;
    private final JsonText document = new JsonText();

    NestedColumn(int position, ColumnMapping column) {
        super(position, column);
        this.form = NestedForms.of(place, column.type(), column.shape());
    }

    @Override
    byte[] read(RowData row) throws UnwritableValueException {
        document.clear();
        form.writer().write(row, position, document);
        return document.toBytes();
    }

    @Override
    String expression(String vectorColumn) {
        return form.parse(vectorColumn);
    }
}
