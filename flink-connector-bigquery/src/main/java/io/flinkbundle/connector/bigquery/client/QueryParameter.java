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

import java.util.Collections;
import java.util.List;

/**
 * Values that a query names, and that are never part of its text.
 *
 * @param type of each value
 * @param values Boolean, Long, BigDecimal, String, byte[]; a TIMESTAMP is a Long of microseconds
 *     since the epoch
 * @param isArray whether they are one array; else there is one of them
 */
@Internal
public record QueryParameter(FieldType type, List<Object> values, boolean isArray) {

    public QueryParameter {
        values = Collections.unmodifiableList(values);
    }

    public static QueryParameter of(FieldType type, Object value) {
        return new QueryParameter(type, List.of(value), false);
    }

    public static QueryParameter array(FieldType type, List<Object> values) {
        return new QueryParameter(type, values, true);
    }
}
