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

import io.flinkbundle.connector.bigquery.client.TableName;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

/**
 * Says to which table a record goes. It is called for each record, by one thread, and should not
 * make a new name each time.
 *
 * @param <T> the type of records
 */
@PublicEvolving
@FunctionalInterface
public interface TableSelector<T> extends Serializable {

    /**
     * @throws IllegalArgumentException if the record names no table; it is rejected then
     */
    TableName select(T element);
}
