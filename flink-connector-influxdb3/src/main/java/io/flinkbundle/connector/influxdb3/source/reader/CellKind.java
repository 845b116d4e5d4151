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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;

/** How a value is read, and what is kept of it in 64 bits. */
@Internal
public enum CellKind {
    /** A whole number, or the text of one as tags have it. */
    WHOLE,
    /** One or zero. */
    BOOLEAN,
    /** The bits of a double. */
    DOUBLE,
    /** The bits of the double that a float is made from. */
    FLOAT,
    /** The place of a number's digits. */
    DECIMAL,
    /** The place of a text. */
    TEXT,
    /** The place of a text in Base64. */
    BYTES,
    /** Days since the epoch, from a text. */
    DATE,
    /** Milliseconds of the day, from a text. */
    TIME_OF_DAY,
    /** The place of a text that is a time. */
    TIMESTAMP,
    /** Nanoseconds since the epoch: the time of a point. */
    POINT_TIME,
    /** The same in another unit. */
    POINT_TIME_NUMBER,
    /** Nothing: the value is the same for all rows. */
    CONSTANT;

    /**
     * @throws IllegalArgumentException if no value of the server fits the type
     */
    public static CellKind of(ScanColumn column) {
        return switch (column.role()) {
            case MEASUREMENT -> CONSTANT;
            case TIME -> ofTime(column);
            case VALUE -> ofValue(column);
        };
    }

    private static CellKind ofTime(ScanColumn column) {
        return switch (column.type().getTypeRoot()) {
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> POINT_TIME;
            case BIGINT -> POINT_TIME_NUMBER;
            default ->
                    throw new IllegalArgumentException(
                            "The time of a point has the type "
                                    + column.type().asSummaryString()
                                    + ", but must be TIMESTAMP, TIMESTAMP_LTZ or BIGINT.");
        };
    }

    private static CellKind ofValue(ScanColumn column) {
        LogicalType type = column.type();
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                    WHOLE;
            case BOOLEAN -> BOOLEAN;
            case DOUBLE -> DOUBLE;
            case FLOAT -> FLOAT;
            case DECIMAL -> DECIMAL;
            case CHAR, VARCHAR -> TEXT;
            case BINARY, VARBINARY -> BYTES;
            case DATE -> DATE;
            case TIME_WITHOUT_TIME_ZONE -> TIME_OF_DAY;
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TIMESTAMP;
            default ->
                    throw new IllegalArgumentException(
                            "Column '"
                                    + column.name()
                                    + "' has the type "
                                    + type.asSummaryString()
                                    + ", which no tag or field of InfluxDB holds. Declare it as"
                                    + " STRING and cast it.");
        };
    }
}
