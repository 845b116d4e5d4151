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

package io.flinkbundle.connector.bigquery.types;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableSchema;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

import java.util.ArrayList;
import java.util.List;

/**
 * The types of BigQuery's columns in Flink, and the columns that Flink's types are given where a
 * table is created.
 *
 * <p>A DATETIME has no time zone and is a TIMESTAMP; a TIMESTAMP is an instant, so a TIMESTAMP_LTZ.
 * Types without a counterpart are texts: JSON, GEOGRAPHY, INTERVAL, and a BIGNUMERIC with more
 * digits than a DECIMAL has.
 */
@PublicEvolving
public final class BigQueryTypes {

    /** The fields of a RANGE. */
    public static final String RANGE_START = "start";

    public static final String RANGE_END = "end";

    /** The fields of the STRUCTs that stand for the entries of a MAP. */
    public static final String MAP_KEY = "key";

    public static final String MAP_VALUE = "value";

    static final int NUMERIC_PRECISION = 38;
    static final int NUMERIC_SCALE = 9;
    static final int NUMERIC_INTEGER_DIGITS = 29;
    static final int BIGNUMERIC_SCALE = 38;

    private static final int MICROS = 6;
    private static final int NANOS = 9;

    /** Flink keeps a time of day in milliseconds. */
    private static final int MILLIS = 3;

    private BigQueryTypes() {}

    /** The columns of a table as a row. */
    public static RowType rowType(TableSchema schema) {
        return rowType(schema.fields());
    }

    private static RowType rowType(List<TableField> fields) {
        return new RowType(
                fields.stream()
                        .map(field -> new RowType.RowField(field.name(), flinkType(field)))
                        .toList());
    }

    /** The type of a column in Flink; NOT NULL where it is REQUIRED or an array. */
    public static LogicalType flinkType(TableField field) {
        if (field.mode() == FieldMode.REPEATED) {
            return new ArrayType(false, flinkType(field.withMode(FieldMode.REQUIRED)));
        }
        return valueType(field).copy(field.mode() == FieldMode.NULLABLE);
    }

    private static LogicalType valueType(TableField field) {
        return switch (field.type()) {
            case BOOL -> new BooleanType();
            case INT64 -> new BigIntType();
            case FLOAT64 -> new DoubleType();
            case NUMERIC ->
                    field.precision() == 0
                            ? new DecimalType(NUMERIC_PRECISION, NUMERIC_SCALE)
                            : new DecimalType(field.precision(), field.scale());
            case BIGNUMERIC ->
                    field.precision() == 0 || field.precision() > DecimalType.MAX_PRECISION
                            ? text()
                            : new DecimalType(field.precision(), field.scale());
            case STRING, JSON, GEOGRAPHY, INTERVAL -> text();
            case BYTES -> new VarBinaryType(VarBinaryType.MAX_LENGTH);
            case DATE -> new DateType();
            case TIME -> new TimeType(MILLIS);
            case DATETIME -> new TimestampType(MICROS);
            case TIMESTAMP -> new LocalZonedTimestampType(field.precision() == 0 ? MICROS : NANOS);
            case RANGE -> rowType(bounds(field));
            case STRUCT -> rowType(field.fields());
        };
    }

    private static VarCharType text() {
        return new VarCharType(VarCharType.MAX_LENGTH);
    }

    /** The fields of a RANGE; a bound that is NULL is none. */
    public static List<TableField> bounds(TableField range) {
        return List.of(
                TableField.of(RANGE_START, range.rangeElement(), FieldMode.NULLABLE),
                TableField.of(RANGE_END, range.rangeElement(), FieldMode.NULLABLE));
    }

    /**
     * The columns that a table is created with.
     *
     * @throws IllegalArgumentException if BigQuery has no such type; the message names the column
     */
    public static TableSchema schema(RowType type) {
        return new TableSchema(fields(type));
    }

    private static List<TableField> fields(RowType type) {
        List<TableField> fields = new ArrayList<>();
        for (RowType.RowField field : type.getFields()) {
            fields.add(field(field.getName(), field.getType()));
        }
        return fields;
    }

    /** One of {@link #schema}. */
    public static TableField field(String name, LogicalType type) {
        FieldMode mode = type.isNullable() ? FieldMode.NULLABLE : FieldMode.REQUIRED;
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> TableField.of(name, FieldType.BOOL, mode);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> TableField.of(name, FieldType.INT64, mode);
            case FLOAT, DOUBLE -> TableField.of(name, FieldType.FLOAT64, mode);
            case DECIMAL -> decimal(name, (DecimalType) type, mode);
            case CHAR, VARCHAR -> TableField.of(name, FieldType.STRING, mode);
            case BINARY, VARBINARY -> TableField.of(name, FieldType.BYTES, mode);
            case DATE -> TableField.of(name, FieldType.DATE, mode);
            case TIME_WITHOUT_TIME_ZONE -> TableField.of(name, FieldType.TIME, mode);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> TableField.of(name, FieldType.DATETIME, mode);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TableField.of(name, FieldType.TIMESTAMP, mode);
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                    TableField.of(name, FieldType.INTERVAL, mode);
            case ROW -> TableField.struct(name, mode, fields((RowType) type));
            case ARRAY -> repeated(name, ((ArrayType) type).getElementType());
            case MAP ->
                    TableField.struct(
                            name,
                            FieldMode.REPEATED,
                            List.of(
                                    field(MAP_KEY, ((MapType) type).getKeyType()),
                                    field(MAP_VALUE, ((MapType) type).getValueType())));
            default ->
                    throw new IllegalArgumentException(
                            "Column '"
                                    + name
                                    + "' is of type "
                                    + type.asSummaryString()
                                    + ", which BigQuery does not have. Cast it, for example to"
                                    + " STRING.");
        };
    }

    private static TableField repeated(String name, LogicalType element) {
        TableField field = field(name, element);
        if (field.mode() == FieldMode.REPEATED) {
            throw new IllegalArgumentException(
                    "Column '"
                            + name
                            + "' is an array of arrays, which BigQuery does not have. Put the inner"
                            + " one into a ROW.");
        }
        return field.withMode(FieldMode.REPEATED);
    }

    private static TableField decimal(String name, DecimalType type, FieldMode mode) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        boolean fits = scale <= NUMERIC_SCALE && precision - scale <= NUMERIC_INTEGER_DIGITS;
        return TableField.decimal(
                name, fits ? FieldType.NUMERIC : FieldType.BIGNUMERIC, mode, precision, scale);
    }
}
