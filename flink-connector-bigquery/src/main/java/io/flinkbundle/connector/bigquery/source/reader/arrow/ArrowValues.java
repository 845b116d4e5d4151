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

package io.flinkbundle.connector.bigquery.source.reader.arrow;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.math.BigDecimal;

/**
 * How values of each type are read.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/storage#arrow_schema_details">Arrow
 *     schema</a>
 */
@Internal
final class ArrowValues {

    private static final long MICROS_OF_MILLI = 1000;
    private static final long MICROS_OF_SECOND = 1_000_000;
    private static final int NANOS_OF_MICRO = 1000;
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final int MONTHS_OF_YEAR = 12;
    private static final int MINUTES_OF_HOUR = 60;
    private static final int SECONDS_OF_MINUTE = 60;

    private ArrowValues() {}

    /**
     * @param name of the column, for messages
     * @throws IOException if the type does not fit
     */
    static ArrowValue of(String name, LogicalType type, Field field) throws IOException {
        ArrowType.ArrowTypeID id = field.getType().getTypeID();
        return switch (type.getTypeRoot()) {
            case BOOLEAN ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.Bool,
                            (vector, i) -> ((BitVector) vector).get(i) == 1);
            case TINYINT -> integer(name, type, field, (vector, i) -> (byte) longOf(vector, i));
            case SMALLINT -> integer(name, type, field, (vector, i) -> (short) longOf(vector, i));
            case INTEGER -> integer(name, type, field, (vector, i) -> (int) longOf(vector, i));
            case BIGINT -> integer(name, type, field, ArrowValues::longOf);
            case FLOAT ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.FloatingPoint,
                            (vector, i) -> (float) ((Float8Vector) vector).get(i));
            case DOUBLE ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.FloatingPoint,
                            (vector, i) -> ((Float8Vector) vector).get(i));
            case DECIMAL ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.Decimal,
                            decimal(name, (DecimalType) type));
            case CHAR, VARCHAR -> text(name, type, field);
            case BINARY, VARBINARY ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.Binary,
                            (vector, i) -> ((VarBinaryVector) vector).get(i));
            case DATE ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.Date,
                            (vector, i) -> ((DateDayVector) vector).get(i));
            case TIME_WITHOUT_TIME_ZONE ->
                    checked(
                            name,
                            type,
                            field,
                            id == ArrowType.ArrowTypeID.Time,
                            (vector, i) ->
                                    (int) (((TimeMicroVector) vector).get(i) / MICROS_OF_MILLI));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    timestamp(name, type, field);
            case ROW -> NestedArrowValues.row(name, (RowType) type, field);
            case ARRAY -> NestedArrowValues.array(name, (ArrayType) type, field);
            case MAP -> NestedArrowValues.map(name, (MapType) type, field);
            default -> throw misfit(name, type, field);
        };
    }

    private static ArrowValue integer(String name, LogicalType type, Field field, ArrowValue value)
            throws IOException {
        return checked(
                name, type, field, field.getType().getTypeID() == ArrowType.ArrowTypeID.Int, value);
    }

    private static long longOf(FieldVector vector, int index) {
        return ((BigIntVector) vector).get(index);
    }

    private static ArrowValue decimal(String name, DecimalType type) {
        int precision = type.getPrecision();
        int scale = type.getScale();
        return (vector, i) -> {
            BigDecimal value = (BigDecimal) vector.getObject(i);
            DecimalData decimal = DecimalData.fromBigDecimal(value, precision, scale);
            if (decimal == null) {
                throw new ArithmeticException(
                        "Column '"
                                + name
                                + "' has the value "
                                + value.toPlainString()
                                + ", which is no "
                                + type.asSummaryString()
                                + ".");
            }
            return decimal;
        };
    }

    private static ArrowValue text(String name, LogicalType type, Field field) throws IOException {
        return switch (field.getType().getTypeID()) {
            case Utf8 -> (vector, i) -> StringData.fromBytes(((VarCharVector) vector).get(i));
            case Decimal ->
                    (vector, i) -> {
                        BigDecimal value = (BigDecimal) vector.getObject(i);
                        return StringData.fromString(
                                value.signum() == 0
                                        ? "0"
                                        : value.stripTrailingZeros().toPlainString());
                    };
            case Interval ->
                    (vector, i) ->
                            StringData.fromString(
                                    interval(((IntervalMonthDayNanoVector) vector).getObject(i)));
            default -> throw misfit(name, type, field);
        };
    }

    private static String interval(PeriodDuration value) {
        long months = value.getPeriod().toTotalMonths();
        long nanos = value.getDuration().toNanos();
        long micros = Math.abs(nanos) / NANOS_OF_MICRO;
        long seconds = micros / MICROS_OF_SECOND;
        String fraction =
                micros % MICROS_OF_SECOND == 0
                        ? ""
                        : String.format(".%06d", micros % MICROS_OF_SECOND);
        return (months < 0 ? "-" : "")
                + Math.abs(months) / MONTHS_OF_YEAR
                + "-"
                + Math.abs(months) % MONTHS_OF_YEAR
                + " "
                + value.getPeriod().getDays()
                + " "
                + (nanos < 0 ? "-" : "")
                + seconds / SECONDS_OF_MINUTE / MINUTES_OF_HOUR
                + ":"
                + seconds / SECONDS_OF_MINUTE % MINUTES_OF_HOUR
                + ":"
                + seconds % SECONDS_OF_MINUTE
                + fraction;
    }

    private static ArrowValue timestamp(String name, LogicalType type, Field field)
            throws IOException {
        if (!(field.getType() instanceof ArrowType.Timestamp timestamp)) {
            throw misfit(name, type, field);
        }
        if (timestamp.getUnit() == TimeUnit.NANOSECOND) {
            return (vector, i) -> {
                long nanos = ((TimeStampVector) vector).get(i);
                return TimestampData.fromEpochMillis(
                        Math.floorDiv(nanos, NANOS_OF_MILLI),
                        (int) Math.floorMod(nanos, NANOS_OF_MILLI));
            };
        }
        return (vector, i) -> {
            long micros = ((TimeStampVector) vector).get(i);
            return TimestampData.fromEpochMillis(
                    Math.floorDiv(micros, MICROS_OF_MILLI),
                    (int) Math.floorMod(micros, MICROS_OF_MILLI) * NANOS_OF_MICRO);
        };
    }

    private static ArrowValue checked(
            String name, LogicalType type, Field field, boolean fits, ArrowValue value)
            throws IOException {
        if (!fits) {
            throw misfit(name, type, field);
        }
        return value;
    }

    static IOException misfit(String name, LogicalType type, Field field) {
        return new IOException(
                "Column '"
                        + name
                        + "' is "
                        + type.asSummaryString()
                        + " in Flink, but BigQuery sends "
                        + field.getType()
                        + ". The documentation says which types fit.");
    }
}
