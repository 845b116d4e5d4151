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

import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/**
 * The Flink type as which a DuckDB type is read when nobody declares another one. It holds every
 * value that Flink can represent at all. Types without a counterpart are read as text: unions and
 * variants as JSON, all others as DuckDB prints them.
 */
@Internal
public final class FlinkTypes {

    private static final int MAX_DECIMAL_DIGITS = 38;

    private FlinkTypes() {}

    /** Returns the nullable type; what is inside of it is nullable too, but for keys of maps. */
    public static DataType of(DuckDbType type) {
        if (type instanceof DuckDbType.Decimal decimal) {
            return DataTypes.DECIMAL(decimal.precision(), decimal.scale());
        }
        if (type instanceof DuckDbType.ListOf list) {
            return DataTypes.ARRAY(of(list.element()));
        }
        if (type instanceof DuckDbType.ArrayOf array) {
            return DataTypes.ARRAY(of(array.element()));
        }
        if (type instanceof DuckDbType.MapOf map) {
            return DataTypes.MAP(of(map.key()).notNull(), of(map.value()));
        }
        if (type instanceof DuckDbType.Struct struct) {
            return DataTypes.ROW(
                    struct.members().stream()
                            .map(member -> DataTypes.FIELD(member.name(), of(member.type())))
                            .toArray(DataTypes.Field[]::new));
        }
        return simple(type.name());
    }

    private static DataType simple(String name) {
        return switch (name) {
            case "BOOLEAN" -> DataTypes.BOOLEAN();
            case "TINYINT" -> DataTypes.TINYINT();
            case "SMALLINT", "UTINYINT" -> DataTypes.SMALLINT();
            case "INTEGER", "USMALLINT" -> DataTypes.INT();
            case "BIGINT", "UINTEGER" -> DataTypes.BIGINT();
            case "UBIGINT" -> DataTypes.DECIMAL(20, 0);
            case "HUGEINT", "UHUGEINT" -> DataTypes.DECIMAL(MAX_DECIMAL_DIGITS, 0);
            case "FLOAT" -> DataTypes.FLOAT();
            case "DOUBLE" -> DataTypes.DOUBLE();
            case "BLOB" -> DataTypes.BYTES();
            case "DATE" -> DataTypes.DATE();
            case "TIME" -> DataTypes.TIME(3);
            case "TIMESTAMP_S" -> DataTypes.TIMESTAMP(0);
            case "TIMESTAMP_MS" -> DataTypes.TIMESTAMP(3);
            case "TIMESTAMP" -> DataTypes.TIMESTAMP(6);
            case "TIMESTAMP_NS" -> DataTypes.TIMESTAMP(9);
            case "TIMESTAMP WITH TIME ZONE" -> DataTypes.TIMESTAMP_LTZ(6);
            default -> DataTypes.STRING();
        };
    }
}
