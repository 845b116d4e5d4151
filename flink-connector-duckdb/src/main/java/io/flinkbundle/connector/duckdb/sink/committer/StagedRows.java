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

import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.StagedColumns;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;

/** Takes the rows of a staging file over, and counts them. */
@Internal
final class StagedRows {

    private StagedRows() {}

    /**
     * Copies the rows of a file into another table.
     *
     * @param into the quoted name of the other table
     * @param rowsBefore how many rows of other files come before these
     * @throws SQLException if the file does not hold the rows that were written into it
     */
    static void copy(
            TargetConnection target,
            DuckDbSinkConfig config,
            AttachedFile file,
            String into,
            long rowsBefore)
            throws SQLException {
        long copied =
                target.update(
                        String.format(
                                "INSERT INTO %s (%s) %s",
                                into,
                                ColumnMapping.names(StagedColumns.of(config)),
                                select(config, file, rowsBefore)));
        check(file, copied);
    }

    /**
     * The query for the rows of a file; those that are numbered get the numbers that they have
     * among the rows of all files.
     */
    static String select(DuckDbSinkConfig config, AttachedFile file, long rowsBefore) {
        String names = ColumnMapping.names(config.columns());
        String changes =
                String.format(
                        ", %1$s + %2$d AS %1$s, %3$s",
                        Identifiers.quote(StagedColumns.SEQUENCE.name()),
                        rowsBefore,
                        Identifiers.quote(StagedColumns.DELETED.name()));
        return String.format(
                "SELECT %s%s FROM %s", names, config.isUpsert() ? changes : "", file.table());
    }

    /**
     * @throws SQLException if the file does not hold the rows that were written into it
     */
    static void check(AttachedFile file, long found) throws SQLException {
        if (found != file.file().rows()) {
            throw new SQLException(
                    String.format(
                            "staging file '%s' gave %d rows, but %d were written into it",
                            file.file().path(), found, file.file().rows()));
        }
    }
}
