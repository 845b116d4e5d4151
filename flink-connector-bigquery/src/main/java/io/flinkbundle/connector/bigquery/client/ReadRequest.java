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

import java.io.Serializable;
import java.util.List;

/**
 * What is read of a table.
 *
 * @param columns the columns, in any order; at least one
 * @param rowRestriction a condition in GoogleSQL; empty for all rows
 * @param snapshotMillis the time as of which the table is read; zero for now
 * @param maxStreams how many streams there are at most; zero for as many as the service finds good
 * @param format how the rows are sent
 */
@Internal
public record ReadRequest(
        TableName table,
        List<String> columns,
        String rowRestriction,
        long snapshotMillis,
        int maxStreams,
        RowFormat format)
        implements Serializable {

    public ReadRequest {
        columns = List.copyOf(columns);
    }
}
