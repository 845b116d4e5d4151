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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

/**
 * A column as DuckDB describes it.
 *
 * @param name the name, in the case in which it was created; DuckDB compares without case
 * @param typeName the full type, such as {@code DECIMAL(10,2)} or {@code TIMESTAMP WITH TIME ZONE}
 * @param nullable whether the column takes NULL
 * @param hasDefault whether an insert may leave the column out although it is not nullable
 * @param generated whether DuckDB computes the column, so that it cannot be written
 */
@Internal
public record DuckDbColumn(
        String name, String typeName, boolean nullable, boolean hasDefault, boolean generated) {}
