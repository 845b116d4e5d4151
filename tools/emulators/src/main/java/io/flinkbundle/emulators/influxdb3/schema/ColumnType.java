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

package io.flinkbundle.emulators.influxdb3.schema;

import org.apache.flink.annotation.PublicEvolving;

/** What a column of a table holds: a tag, the time, or a field of one of five types. */
@PublicEvolving
public enum ColumnType {
    TAG("iox::column_type::tag", "Dictionary(Int32, Utf8)"),
    TIMESTAMP("iox::column_type::timestamp", "Timestamp(ns)"),
    INTEGER("iox::column_type::field::integer", "Int64"),
    UINTEGER("iox::column_type::field::uinteger", "UInt64"),
    FLOAT("iox::column_type::field::float", "Float64"),
    STRING("iox::column_type::field::string", "Utf8"),
    BOOLEAN("iox::column_type::field::boolean", "Boolean");

    private final String influxName;
    private final String arrowName;

    ColumnType(String influxName, String arrowName) {
        this.influxName = influxName;
        this.arrowName = arrowName;
    }

    /** As errors about types have it. */
    public String influxName() {
        return influxName;
    }

    /** As {@code information_schema.columns} has it. */
    public String arrowName() {
        return arrowName;
    }
}
