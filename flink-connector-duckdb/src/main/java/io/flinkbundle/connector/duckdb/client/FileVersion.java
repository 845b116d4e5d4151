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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells, from outside, whether a database file has been written since. Looks at sizes and
 * times only: whoever opens and closes the file in this process drops DuckDB's lock on it.
 *
 * @param size bytes of the file
 * @param modified when it was last written, in milliseconds since the epoch
 * @param logSize bytes of the write-ahead log beside it, which holds what is not yet in the file;
 *     zero if there is none
 */
@Internal
public record FileVersion(long size, long modified, long logSize) {

    /** Looks at a file. A link is followed. */
    public static FileVersion of(String path) throws IOException {
        Path file = DatabasePath.resolve(path, AccessMode.READ_ONLY);
        return new FileVersion(
                Files.size(file), Files.getLastModifiedTime(file).toMillis(), logSize(file));
    }

    private static long logSize(Path file) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + ".wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /** Says what has changed up to another version; empty if nothing has. */
    public List<String> changesTo(FileVersion later) {
        List<String> changes = new ArrayList<>();
        if (size != later.size) {
            changes.add("its size was " + size + " bytes and is " + later.size);
        }
        if (modified != later.modified) {
            changes.add(
                    "it was written at "
                            + Instant.ofEpochMilli(modified)
                            + " and again at "
                            + Instant.ofEpochMilli(later.modified));
        }
        if (logSize != later.logSize) {
            changes.add("its write-ahead log had " + logSize + " bytes and has " + later.logSize);
        }
        return changes;
    }
}
