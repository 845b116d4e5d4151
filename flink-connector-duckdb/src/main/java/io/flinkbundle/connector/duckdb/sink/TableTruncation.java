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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.DuckDbTable;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Removes all rows of a table, here and now: the file has to be reachable from this process. */
@Internal
public final class TableTruncation {

    private TableTruncation() {}

    /**
     * @throws ValidationException if there is no such table
     * @throws TableException if the file cannot be opened or written
     */
    public static void run(DuckDbSinkConfig config) {
        String attempt = "truncate table '" + config.tableName() + "'";
        // Opening a file that is not there would create it.
        if (!Files.exists(Path.of(config.path()))) {
            throw missing(config);
        }
        try (TargetConnection target = TargetConnection.open(config, attempt, () -> {})) {
            target.inTransactionRetryingConflicts(attempt, () -> truncate(target, config));
        } catch (IOException e) {
            throw new TableException("Could not " + attempt + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TableException("Interrupted while waiting to " + attempt + ".", e);
        }
    }

    private static void truncate(TargetConnection target, DuckDbSinkConfig config)
            throws SQLException {
        if (DuckDbTable.find(target.connection(), config.schema(), config.table()).isEmpty()) {
            throw missing(config);
        }
        target.execute("TRUNCATE " + config.quotedTable());
    }

    private static ValidationException missing(DuckDbSinkConfig config) {
        return new ValidationException(
                String.format(
                        "Table '%s' does not exist in DuckDB database '%s', so that there is"
                                + " nothing to truncate. Check 'path', 'schema' and 'table-name'.",
                        config.tableName(), config.path()));
    }
}
