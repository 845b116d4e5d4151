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

package io.flinkbundle.connector.influxdb3.table.converter;

import io.flinkbundle.connector.influxdb3.client.TimePrecision;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.io.IOException;
import java.io.Serializable;

/** Reads the time of a row, in the unit in which it is sent. */
@Internal
public final class TimeReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Below this, 64 bits hold the nanoseconds for sure. */
    private static final long MILLIS_IN_RANGE = Long.MAX_VALUE / NANOS_PER_MILLI - 1;

    private final String column;
    private final int index;
    private final boolean isNumber;
    private final int digits;
    private final TimePrecision precision;

    /**
     * @param type a timestamp, or BIGINT for numbers that are in the unit already
     * @throws ValidationException if the type is another one
     */
    public TimeReader(String column, int index, LogicalType type, TimePrecision precision) {
        this.column = column;
        this.index = index;
        this.precision = precision;
        switch (type.getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                this.isNumber = false;
                this.digits = LogicalTypeChecks.getPrecision(type);
            }
            case BIGINT -> {
                this.isNumber = true;
                this.digits = 0;
            }
            default ->
                    throw new ValidationException(
                            "The time column '"
                                    + column
                                    + "' has the type "
                                    + type.asSummaryString()
                                    + ", but must be TIMESTAMP, TIMESTAMP_LTZ or BIGINT.");
        }
    }

    /**
     * @throws IOException if it is NULL or out of range
     */
    long read(RowData row) throws IOException {
        if (row.isNullAt(index)) {
            throw new IOException("its time column '" + column + "' is NULL");
        }
        return isNumber ? row.getLong(index) : units(row.getTimestamp(index, digits));
    }

    private long units(TimestampData time) throws IOException {
        long millis = time.getMillisecond();
        if (precision == TimePrecision.MILLISECONDS) {
            return millis;
        }
        if (precision == TimePrecision.NANOSECONDS && Math.abs(millis) < MILLIS_IN_RANGE) {
            return millis * NANOS_PER_MILLI + time.getNanoOfMillisecond();
        }
        try {
            int milliOfSecond = (int) Math.floorMod(millis, 1000L);
            return precision.of(
                    Math.floorDiv(millis, 1000L),
                    milliOfSecond * NANOS_PER_MILLI + time.getNanoOfMillisecond());
        } catch (ArithmeticException e) {
            throw new IOException(
                    "its time "
                            + time
                            + " in column '"
                            + column
                            + "' is out of range: as "
                            + precision
                            + " since 1970 it has more than 64 bits",
                    e);
        }
    }
}
