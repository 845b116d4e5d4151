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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Answers small queries at once. Thread-safe. Methods throw what {@link BigQueryErrors#translate}
 * gives.
 */
@Internal
public interface RowQueryClient {

    /**
     * @param job the query; its id has no meaning here
     * @param parameters by their names, without {@code @}
     * @return rows; a value is null, a String as the service writes it, a Long of microseconds for
     *     a TIMESTAMP, or a list of the elements of an ARRAY, the fields of a STRUCT or the bounds
     *     of a RANGE
     */
    List<List<Object>> rows(QueryJob job, Map<String, QueryParameter> parameters)
            throws IOException, InterruptedException;
}
