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

import io.flinkbundle.connector.influxdb3.client.PointWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.Serializable;

/** Writes one column of a row into its point. */
@FunctionalInterface
@Internal
public interface ColumnWriter extends Serializable {

    /**
     * @throws IOException if the value cannot be written; the row is rejected
     */
    void write(RowData row, PointWriter point) throws IOException;
}
