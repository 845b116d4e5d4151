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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.List;

/** How staged rows get into the table, within the open transaction: one class for each way. */
@Internal
sealed interface StagedRowsApplication permits StagedAppend, StagedUpsert {

    /**
     * @param files all files of a commit, in their order
     */
    void apply(List<AttachedFile> files) throws SQLException;
}
