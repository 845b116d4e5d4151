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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.client.QueryJob;
import io.flinkbundle.connector.bigquery.client.QueryParameter;
import io.flinkbundle.connector.bigquery.client.RowQueryClient;
import io.flinkbundle.connector.bigquery.source.ReadTarget;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.source.ScanSql;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the rows of many keys by one query, whose text has no value of them. Thread-safe. */
@Internal
final class KeyQuery {

    private final RowQueryClient client;
    private final ScanConfig scan;
    private final List<Integer> positions;
    private final List<KeyColumn> columns = new ArrayList<>();

    KeyQuery(RowQueryClient client, LookupConfig config) {
        this.client = client;
        this.scan = config.scan();
        this.positions = config.key();
        RowType type = scan.rowType();
        for (int position : positions) {
            columns.add(
                    new KeyColumn(type.getFieldNames().get(position), type.getTypeAt(position)));
        }
    }

    /** The values of a key; empty where one is NULL, which equals nothing. */
    List<Object> key(RowData key) {
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            if (key.isNullAt(i)) {
                return List.of();
            }
            values.add(columns.get(i).value(key, i));
        }
        return values;
    }

    /**
     * The rows of each key that has some.
     *
     * @param keys made by {@link #key}, each once
     */
    Map<List<Object>, List<RowData>> find(Collection<List<Object>> keys)
            throws IOException, InterruptedException {
        Map<String, QueryParameter> parameters = new HashMap<>();
        String condition =
                columns.size() == 1 ? oneColumn(keys, parameters) : columns(keys, parameters);
        String dataset =
                scan.target() instanceof ReadTarget.Query query && !query.dataset().isEmpty()
                        ? query.project() + "." + query.dataset()
                        : "";
        QueryJob job = new QueryJob("", scan.location(), ScanSql.of(scan, condition), dataset);
        Map<List<Object>, List<RowData>> found = new HashMap<>();
        for (List<Object> values : client.rows(job, parameters)) {
            RowData row = RowDecoder.row(scan.rowType(), values);
            found.computeIfAbsent(keyOf(row), any -> new ArrayList<>()).add(row);
        }
        return found;
    }

    private List<Object> keyOf(RowData row) {
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i).value(row, positions.get(i)));
        }
        return values;
    }

    private String path(int column) {
        return scan.columns().get(positions.get(column)).sqlPath();
    }

    private String oneColumn(
            Collection<List<Object>> keys, Map<String, QueryParameter> parameters) {
        KeyColumn column = columns.get(0);
        parameters.put(
                "keys",
                QueryParameter.array(
                        column.parameterType(),
                        keys.stream().map(key -> column.parameter(key.get(0))).toList()));
        return path(0) + " IN UNNEST(@keys)";
    }

    private String columns(Collection<List<Object>> keys, Map<String, QueryParameter> parameters) {
        List<String> alternatives = new ArrayList<>();
        for (List<Object> key : keys) {
            List<String> equalities = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                String name = "key" + parameters.size();
                KeyColumn column = columns.get(i);
                parameters.put(
                        name,
                        QueryParameter.of(column.parameterType(), column.parameter(key.get(i))));
                equalities.add(path(i) + " = @" + name);
            }
            alternatives.add("(" + String.join(" AND ", equalities) + ")");
        }
        return String.join(" OR ", alternatives);
    }
}
