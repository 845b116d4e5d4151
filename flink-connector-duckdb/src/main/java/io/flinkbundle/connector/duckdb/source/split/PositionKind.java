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

package io.flinkbundle.connector.duckdb.source.split;

import org.apache.flink.annotation.PublicEvolving;

/** By what a position in a split is told. */
@PublicEvolving
public enum PositionKind {

    /** By the id of the last row, which only the rows of tables have. */
    LAST_ROW_ID,

    /** By the number of rows that came before, in an order that is the same each time. */
    ROWS_READ
}
