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

package io.flinkbundle.connector.redis.table;

import org.apache.flink.annotation.PublicEvolving;

/** The values of {@code value.fields-include}, in the words of Flink's Kafka connector. */
@PublicEvolving
public enum ValueFields {
    /** The value holds all columns, so that it says everything about the row. */
    ALL,
    /** The value holds the columns that are not in the key. */
    EXCEPT_KEY
}
