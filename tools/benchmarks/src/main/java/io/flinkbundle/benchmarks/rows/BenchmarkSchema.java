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
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The five columns of every benchmark, in the words of Flink and of DuckDB. */
@Internal
public final class BenchmarkSchema {

    public static final int EVENT_TIME_PRECISION = 6;

    public static final DataType DATA_TYPE =
            DataTypes.ROW(
                            DataTypes.FIELD("id", DataTypes.BIGINT()),
                            DataTypes.FIELD("quantity", DataTypes.INT()),
                            DataTypes.FIELD("price", DataTypes.DOUBLE()),
                            DataTypes.FIELD("name", DataTypes.VARCHAR(20)),
                            DataTypes.FIELD(
                                    "event_time", DataTypes.TIMESTAMP(EVENT_TIME_PRECISION)))
                    .notNull();

    public static final RowType ROW_TYPE = (RowType) DATA_TYPE.getLogicalType();

    public static final List<String> COLUMNS = ROW_TYPE.getFieldNames();

    /** The types of these columns in DuckDB, in their order. */
    static final Map<String, String> DUCKDB_COLUMN_TYPES = duckDbColumnTypes();

    /** The columns of a DuckDB table of these rows. */
    public static final String DUCKDB_COLUMNS =
            DUCKDB_COLUMN_TYPES.entrySet().stream()
                    .map(column -> column.getKey() + " " + column.getValue())
                    .collect(Collectors.joining(", "));

    private static Map<String, String> duckDbColumnTypes() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("id", "BIGINT");
        types.put("quantity", "INTEGER");
        types.put("price", "DOUBLE");
        types.put("name", "VARCHAR");
        types.put("event_time", "TIMESTAMP");
        return types;
    }

    private BenchmarkSchema() {}

    /** The type of one column. */
    public static DataType dataType(String column) {
        return DATA_TYPE.getChildren().get(COLUMNS.indexOf(column));
    }

    /** The type of the stream; copies rows field by field, as a SQL job does. */
    public static InternalTypeInfo<RowData> typeInfo() {
        return InternalTypeInfo.of(ROW_TYPE);
    }
}
