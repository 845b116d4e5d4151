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

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;

/** Takes the rows of a staging file over into another table, and counts them. */
@Internal
final class StagedRows {

    private StagedRows() {}

    /**
     * @param file the file whose rows are taken over
     * @param from the quoted name of its table
     * @param into the quoted name of the other table
     * @throws SQLException if the file does not hold the rows that were written into it
     */
    static void copy(
            TargetConnection target,
            DuckDbSinkConfig config,
            StagedFile file,
            String from,
            String into)
            throws SQLException {
        String names = ColumnMapping.names(config.columns());
        long copied =
                target.update(
                        String.format(
                                "INSERT INTO %s (%s) SELECT %s FROM %s", into, names, names, from));
        if (copied != file.rows()) {
            throw new SQLException(
                    String.format(
                            "staging file '%s' gave %d rows, but %d were written into it",
                            file.path(), copied, file.rows()));
        }
    }
}
