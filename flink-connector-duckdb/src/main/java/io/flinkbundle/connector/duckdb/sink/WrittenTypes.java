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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.Locale;

import static org.apache.flink.table.types.logical.utils.LogicalTypeChecks.getPrecision;

/** The DuckDB type that holds every value of a Flink type. */
@Internal
final class WrittenTypes {

    /** The finest fraction of a second that DuckDB's TIMESTAMP keeps. */
    private static final int MICROSECONDS = 6;

    private WrittenTypes() {}

    /**
     * @param path names the column, or the part of it, in messages
     * @throws ValidationException if there is no such type
     */
    static DuckDbType of(String path, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ARRAY ->
                    new DuckDbType.ListOf(of(path + "[]", ((ArrayType) type).getElementType()));
            case MAP -> map(path, (MapType) type);
            case ROW -> struct(path, (RowType) type);
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield new DuckDbType.Decimal(decimal.getPrecision(), decimal.getScale());
            }
            default -> new DuckDbType.Simple(simple(path, type));
        };
    }

    private static DuckDbType map(String path, MapType type) {
        return new DuckDbType.MapOf(
                of(path + ".key", type.getKeyType()), of(path + ".value", type.getValueType()));
    }

    private static DuckDbType struct(String path, RowType type) {
        checkNames(path, type);
        List<DuckDbType.Member> members =
                type.getFields().stream()
                        .map(
                                field ->
                                        new DuckDbType.Member(
                                                field.getName(),
                                                of(path + '.' + field.getName(), field.getType())))
                        .toList();
        return new DuckDbType.Struct(members);
    }

    /** DuckDB has no empty struct, and compares the names of fields without case. */
    private static void checkNames(String path, RowType type) {
        long names =
                type.getFieldNames().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count();
        if (names == 0 || names < type.getFieldCount()) {
            throw new ValidationException(
                    String.format(
                            "Column '%s' has type %s, which DuckDB cannot hold: a STRUCT has at"
                                    + " least one field, and no two whose names differ in case"
                                    + " only. Name the fields otherwise in the query.",
                            path, type.asSummaryString()));
        }
    }

    private static String simple(String path, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> "BOOLEAN";
            case TINYINT -> "TINYINT";
            case SMALLINT -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case CHAR, VARCHAR -> "VARCHAR";
            case BINARY, VARBINARY -> "BLOB";
            case DATE -> "DATE";
            case TIME_WITHOUT_TIME_ZONE -> "TIME";
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    getPrecision(type) > MICROSECONDS ? "TIMESTAMP_NS" : "TIMESTAMP";
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestampWithTimeZone(path, type);
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME -> "INTERVAL";
            default ->
                    throw new ValidationException(
                            String.format(
                                    "Column '%s' has type %s, which the DuckDB sink cannot write."
                                            + " Convert it in the query, for example with CAST(%s"
                                            + " AS STRING), or leave it out.",
                                    path, type.asSummaryString(), path));
        };
    }

    private static String timestampWithTimeZone(String path, LogicalType type) {
        if (getPrecision(type) > MICROSECONDS) {
            throw new ValidationException(
                    String.format(
                            "Column '%s' has type %s, but DuckDB keeps instants in microseconds."
                                    + " Declare it as TIMESTAMP_LTZ(6), or write CAST(%s AS"
                                    + " TIMESTAMP(9)).",
                            path, type.asSummaryString(), path));
        }
        return "TIMESTAMP WITH TIME ZONE";
    }
}
