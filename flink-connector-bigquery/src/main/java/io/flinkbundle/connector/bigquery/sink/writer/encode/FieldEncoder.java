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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;

/**
 * Writes values of one column, each with its tag. Rows and arrays have no getters in common, so
 * there is one method for each.
 */
@Internal
interface FieldEncoder {

    /**
     * @param position of a value that is not NULL
     */
    void encode(RowData row, int position, ProtoBuffer out) throws UnwritableValueException;

    /**
     * @param position of an element that is not NULL
     */
    void encode(ArrayData array, int position, ProtoBuffer out) throws UnwritableValueException;
}
