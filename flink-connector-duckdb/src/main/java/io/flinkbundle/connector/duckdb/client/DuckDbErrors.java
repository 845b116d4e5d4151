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

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the driver throws into typed exceptions. The driver sets neither SQL state nor error
 * code, so that the text of the message is all there is to go by.
 */
@Internal
public final class DuckDbErrors {

    private static final Pattern LOCK_HOLDER = Pattern.compile("lock is held in (.*?)\\. See also");

    private DuckDbErrors() {}

    /**
     * Translates an error.
     *
     * @param path the database file
     * @param attempt what was tried, for example {@code "read table main.orders"}
     */
    public static DuckDbException translate(String path, String attempt, Exception error) {
        String reason = String.valueOf(error.getMessage());
        String failed = String.format("Could not %s of DuckDB database '%s'", attempt, path);
        if (isLockConflict(error)) {
            String holder = lockHolder(reason);
            return new DatabaseBusyException(
                    String.format("%s: the file is held by %s.", failed, holder), holder, error);
        }
        if (reason.contains("not a valid DuckDB database")) {
            return new CorruptDatabaseException(
                    failed
                            + ": the file is not a DuckDB database. Check the option 'path'; an"
                            + " empty file has to be deleted before DuckDB creates a database there.",
                    error);
        }
        if (reason.contains("Data Corruption") || reason.contains("Could not read enough bytes")) {
            return new CorruptDatabaseException(
                    failed
                            + ": the file is damaged or cut off. Restore it from a copy. DuckDB says: "
                            + reason,
                    error);
        }
        if (reason.contains("database does not exist")
                || reason.contains("No such file or directory")) {
            return new DatabaseNotFoundException(
                    String.format(
                            "%s: no such file on host '%s'. The file has to be reachable under the"
                                    + " same path from every TaskManager and the JobManager.",
                            failed, LocalHost.name()),
                    error);
        }
        if (reason.contains("options were not recognized")
                || reason.contains("Failed to set configuration option")) {
            return new InvalidSettingException(
                    failed
                            + ": check 'memory-limit', 'threads' and 'properties.*'. DuckDB says: "
                            + reason,
                    error);
        }
        if (reason.contains("different configuration than existing connections")) {
            return new InvalidSettingException(
                    failed
                            + ": this JVM already has the file open with another access mode or"
                            + " other settings, outside of this copy of the connector. Put the"
                            + " connector into Flink's lib/, so that all jobs share one copy.",
                    error);
        }
        return new StatementFailedException(failed + ". DuckDB says: " + reason, error);
    }

    static boolean isLockConflict(Exception error) {
        return error instanceof SQLException
                && String.valueOf(error.getMessage()).contains("Conflicting lock");
    }

    static String lockHolder(String reason) {
        Matcher matcher = LOCK_HOLDER.matcher(reason);
        return matcher.find() ? matcher.group(1) : "another process";
    }
}
