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

package io.flinkbundle.connector.bigquery.sink;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.data.RowData;

import java.io.Serializable;

/**
 * Makes rows of the records of a stream. It may return the same object each time: the sink takes
 * the values out before it asks again.
 *
 * @param <T> the records
 */
@FunctionalInterface
@PublicEvolving
public interface RowDataConverter<T> extends Serializable {

    /**
     * @param element a record
     * @return a row of the sink's row type; of kind {@code INSERT} unless the sink has a primary
     *     key
     */
    RowData convert(T element);
}
