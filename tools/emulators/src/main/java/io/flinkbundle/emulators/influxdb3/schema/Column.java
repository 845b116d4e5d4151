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

/**
 * A column of a table.
 *
 * @param index how many columns the table had before it
 */
@PublicEvolving
public record Column(String name, ColumnType type, int index) {

    /** The name of the column that every table has. */
    public static final String TIME = "time";

    public boolean isTag() {
        return type == ColumnType.TAG;
    }

    public boolean isTime() {
        return type == ColumnType.TIMESTAMP;
    }

    public boolean isField() {
        return !isTag() && !isTime();
    }
}
