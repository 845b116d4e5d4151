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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the driver throws into typed exceptions. The driver sets neither SQL state nor error
 * code, so that the text of the message is all there is to go by.
 */
@Internal
public final class DuckDbErrors {

    private static final Pattern LOCK_HOLDER = Pattern.compile("lock is held in (.*?)\\. See also");

    private static final Pattern EXTENSION_FILE =
            Pattern.compile("Extension \"([^\"]+)\" not found");

    private static final Pattern EXTENSION_NAME =
            Pattern.compile("it exists in the (\\w+) extension");

    /** In the order in which they are tried: a failed replay has an error of its own inside. */
    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            CorruptDatabaseException::new,
                            "the write-ahead log beside the file ('.wal') belongs to another file"
                                    + " or is damaged. Nothing was changed. Restore file and log"
                                    + " from one copy; moving the log away gives up the rows that"
                                    + " are committed in it.",
                            "replaying WAL"),
                    new Rule(
                            CorruptDatabaseException::new,
                            "the file is not a DuckDB database. Check the option 'path'; an empty"
                                    + " file has to be deleted before DuckDB creates a database"
                                    + " there.",
                            "not a valid DuckDB database"),
                    new Rule(
                            CorruptDatabaseException::new,
                            "the file is damaged or cut off. Restore it from a copy.",
                            "Data Corruption",
                            "Could not read enough bytes"),
                    new Rule(
                            UnsupportedStorageException::new,
                            "another version of DuckDB wrote the file. Use a driver of at least"
                                    + " that version for a newer file; export an older one with"
                                    + " the version that wrote it, and import it again.",
                            "database file with storage version number"),
                    new Rule(
                            UnsupportedStorageException::new,
                            "the file keeps the storage version in which it was created, and that"
                                    + " one lacks a type. Set 'storage-version' for whoever creates"
                                    + " the file, and copy the tables into a new one.",
                            "not supported in storage versions prior"),
                    new Rule(
                            DatabaseNotFoundException::new,
                            "there is no such file. It has to be reachable under the same path"
                                    + " from every TaskManager and the JobManager.",
                            "database does not exist",
                            "No such file or directory"),
                    new Rule(
                            InvalidSettingException::new,
                            "the user of this process may not do that. Give it the right to read"
                                    + " and write the file and the folder, where DuckDB puts its"
                                    + " log.",
                            "Permission denied",
                            "Read-only file system"),
                    new Rule(
                            InvalidSettingException::new,
                            "check 'memory-limit', 'threads', 'storage-version' and"
                                    + " 'properties.*'.",
                            "options were not recognized",
                            "Failed to set configuration option"),
                    new Rule(
                            InvalidSettingException::new,
                            "this JVM already has the file open with another access mode or other"
                                    + " settings, outside of this copy of the connector. Put the"
                                    + " connector into Flink's lib/, so that all jobs share one"
                                    + " copy.",
                            "different configuration than existing connections"),
                    new Rule(
                            StatementFailedException::new,
                            "the disk is full, or a limit keeps the file from growing. Nothing of"
                                    + " the transaction is kept; make room and restart the job.",
                            "No space left on device",
                            "File too large",
                            "Disk quota exceeded"),
                    new Rule(
                            StatementFailedException::new,
                            "DuckDB ran out of memory. Raise 'memory-limit', lower 'threads', or"
                                    + " give 'properties.temp_directory' a disk with more room.",
                            "Out of Memory Error"));

    private DuckDbErrors() {}

    /**
     * What certain texts of DuckDB mean.
     *
     * @param explanation why it failed and what to do
     * @param signs any one of them tells the kind
     */
    private record Rule(
            BiFunction<String, Throwable, DuckDbException> exception,
            String explanation,
            String... signs) {

        boolean matches(String reason) {
            for (String sign : signs) {
                if (reason.contains(sign)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Translates an error.
     *
     * @param path the database file
     * @param attempt what was tried, for example {@code "read table main.orders"}
     */
    public static DuckDbException translate(String path, String attempt, Exception error) {
        String reason = String.valueOf(error.getMessage());
        String failed =
                String.format(
                        "Could not %s of DuckDB database '%s' on host '%s'",
                        attempt, path, LocalHost.name());
        if (isLockConflict(error)) {
            String holder = lockHolder(reason);
            return new DatabaseBusyException(
                    String.format("%s: the file is held by %s.", failed, holder), holder, error);
        }
        Optional<String> extension = missingExtension(reason);
        if (extension.isPresent()) {
            return new InvalidSettingException(failed + ": " + extension.get(), error);
        }
        for (Rule rule : RULES) {
            if (rule.matches(reason)) {
                return rule.exception.apply(
                        failed + ": " + rule.explanation + " DuckDB says: " + reason, error);
            }
        }
        return new StatementFailedException(failed + ". DuckDB says: " + reason, error);
    }

    /** Translates an error at opening a file, where DuckDB has not said yet what kind it is. */
    static DuckDbException translateOpening(String path, Exception error) {
        String reason = String.valueOf(error.getMessage());
        return reason.contains("sqlite_scanner") || reason.contains("launch in-memory database")
                ? otherFormat(path, error)
                : translate(path, "open the file", error);
    }

    /** For a file that DuckDB reads by other means, but does not store tables in. */
    static CorruptDatabaseException otherFormat(String path, Exception cause) {
        return new CorruptDatabaseException(
                String.format(
                        "'%s' on host '%s' is not a DuckDB database: DuckDB takes it for a SQLite,"
                                + " Parquet, CSV or JSON file. Check the option 'path'.",
                        path, LocalHost.name()),
                cause);
    }

    /** If an extension is missing: which one, and where to put it. */
    static Optional<String> missingExtension(String reason) {
        Matcher file = EXTENSION_FILE.matcher(reason);
        if (file.find()) {
            return Optional.of(
                    String.format(
                            "a DuckDB extension is missing, and none is downloaded. Put it at '%s'"
                                    + " on every host, or set 'extension-directory' to the folder"
                                    + " that has it.",
                            file.group(1)));
        }
        Matcher name = EXTENSION_NAME.matcher(reason);
        if (name.find()) {
            return Optional.of(
                    String.format(
                            "the DuckDB extension '%s' is not loaded. Put it under"
                                    + " 'extension-directory' on every host, and add \"LOAD %s\" to"
                                    + " 'session.init-sql'.",
                            name.group(1), name.group(1)));
        }
        return Optional.empty();
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
