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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.TableSelector;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A column with the name of the table to which its row goes. */
@Internal
final class TableColumn implements TableSelector<RowData> {

    private static final long serialVersionUID = 1L;

    /** More names than these are read again. */
    private static final int MAX_KNOWN = 10_000;

    private final int column;
    private final TableName whereNull;
    private transient Map<StringData, TableName> known;

    /**
     * @param column its position in rows
     * @param whereNull for rows that name no table; its project and dataset stand in for those that
     *     a name leaves out
     */
    TableColumn(int column, TableName whereNull) {
        this.column = column;
        this.whereNull = whereNull;
    }

    @Override
    public TableName select(RowData row) {
        if (row.isNullAt(column)) {
            return whereNull;
        }
        if (known == null || known.size() == MAX_KNOWN) {
            known = new HashMap<>();
        }
        StringData written = row.getString(column);
        TableName name = known.get(written);
        if (name == null) {
            name = parse(written.toString());
            known.put(((BinaryStringData) written).copy(), name);
        }
        return name;
    }

    private TableName parse(String name) {
        int points = name.length() - name.replace(".", "").length();
        return TableName.parse(
                name,
                points < 2 ? Optional.of(whereNull.project()) : Optional.empty(),
                points < 1 ? Optional.of(whereNull.dataset()) : Optional.empty());
    }
}
