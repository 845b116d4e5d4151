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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Checks the path of a database and finds the one name under which the JVM knows the file. */
@Internal
public final class DatabasePath {

    private DatabasePath() {}

    /**
     * Checks what can be known without looking at the disk.
     *
     * @throws InvalidSettingException if the path can never name a shareable database file
     */
    public static void check(String path) throws InvalidSettingException {
        if (path.startsWith(":memory:")) {
            throw new InvalidSettingException(
                    "A DuckDB database in memory ('"
                            + path
                            + "') is private to one process and gone when the job ends: set 'path'"
                            + " to a file.");
        }
        if (path.indexOf(';') >= 0) {
            throw new InvalidSettingException(
                    "DuckDB's driver cannot open a path that contains ';': " + path);
        }
        if (path.contains("://") || path.startsWith("md:") || path.startsWith("ducklake:")) {
            throw new InvalidSettingException(
                    "Only local database files are supported, not '" + path + "'.");
        }
    }

    /** Resolves links and relative parts. Only looks at names: never opens the file. */
    static Path resolve(String path, AccessMode mode) throws DuckDbException {
        check(path);
        try {
            Path file = Path.of(path).toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new InvalidSettingException(
                        String.format(
                                "'%s' is a folder on host '%s': set the option 'path' to a DuckDB"
                                        + " database file.",
                                path, LocalHost.name()));
            }
            if (Files.exists(file)) {
                return file.toRealPath();
            }
            Path folder = file.getParent();
            checkNoLog(file);
            if (mode == AccessMode.READ_WRITE && folder != null && Files.isDirectory(folder)) {
                return folder.toRealPath().resolve(file.getFileName());
            }
        } catch (DuckDbException e) {
            throw e;
        } catch (InvalidPathException | IOException e) {
            throw new InvalidSettingException(
                    "The DuckDB database path '" + path + "' cannot be used: " + e.getMessage(), e);
        }
        throw missing(path, mode);
    }

    /** DuckDB would create an empty database, and delete the log with its committed rows. */
    private static void checkNoLog(Path file) throws DatabaseNotFoundException {
        Path log = file.resolveSibling(file.getFileName() + ".wal");
        if (Files.exists(log)) {
            throw new DatabaseNotFoundException(
                    String.format(
                            "DuckDB database '%s' does not exist on host '%s', but its write-ahead"
                                    + " log '%s' does, with rows that were committed. Put the"
                                    + " database back beside it, or move the log away if you can"
                                    + " do without them.",
                            file, LocalHost.name(), log));
        }
    }

    private static DatabaseNotFoundException missing(String path, AccessMode mode) {
        return new DatabaseNotFoundException(
                String.format(
                        "%s '%s' does not exist on host '%s'. Check the option 'path': it has to"
                                + " name the same file on every TaskManager and the JobManager.",
                        mode == AccessMode.READ_ONLY
                                ? "DuckDB database"
                                : "The folder of DuckDB database",
                        path,
                        LocalHost.name()));
    }
}
