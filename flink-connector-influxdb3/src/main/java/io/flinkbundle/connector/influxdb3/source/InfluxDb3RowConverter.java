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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.data.RowData;

import java.io.Serializable;

/**
 * Makes a record from a row.
 *
 * <pre>{@code
 * InfluxDb3RowConverter<Reading> converter =
 *         row -> new Reading(row.getString(0).toString(), row.getDouble(1));
 * }</pre>
 *
 * <p>The row is reused for the next record: take out of it what has to stay. Called by one thread.
 *
 * @param <T> the type of the record
 */
@PublicEvolving
@FunctionalInterface
public interface InfluxDb3RowConverter<T> extends Serializable {

    /** Converts a row. An exception fails the job. */
    T convert(RowData row) throws Exception;
}
