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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.influxdb3.client.TimePrecision;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;

import java.io.Serializable;

/**
 * A column of the rows that are read.
 *
 * @param name its name in the server
 * @param type its type in Flink
 * @param role what it holds
 * @param unit what a time counts that is a BIGINT; of no meaning otherwise
 */
@Internal
public record ScanColumn(String name, LogicalType type, Role role, TimePrecision unit)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The name that the time of a point has in each table. */
    public static final String TIME = "time";

    /** What a column holds. */
    public enum Role {
        /** A tag or a field. */
        VALUE,
        /** The time of a point. */
        TIME,
        /** The name of the table. */
        MEASUREMENT
    }

    public static ScanColumn value(String name, LogicalType type) {
        return new ScanColumn(name, type, Role.VALUE, TimePrecision.MILLISECONDS);
    }

    public static ScanColumn time(LogicalType type, TimePrecision unit) {
        return new ScanColumn(TIME, type, Role.TIME, unit);
    }

    public static ScanColumn measurement(LogicalType type) {
        return new ScanColumn("", type, Role.MEASUREMENT, TimePrecision.MILLISECONDS);
    }
}
