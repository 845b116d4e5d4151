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

package io.flinkbundle.connector.common.lookup;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;

/** The ways in which the rows of a table can be found. Only the one that is used is asked for. */
@PublicEvolving
public interface LookupWays {

    /** Looks up one key after the other. */
    LookupFunction oneByOne();

    /** Looks up many keys at a time. */
    AsyncLookupFunction manyAtATime();

    /** Reads all rows, for a cache that holds them all. Flink takes nothing but an input format. */
    InputFormat<RowData, ?> allRows();
}
