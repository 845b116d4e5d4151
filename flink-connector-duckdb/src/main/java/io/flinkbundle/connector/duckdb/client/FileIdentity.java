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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Which file a path named when it was opened. DuckDB goes on writing a file that somebody has
 * deleted or replaced, and every row of it is lost. Looks at names only: never opens the file.
 */
@Internal
final class FileIdentity {

    private final Path path;

    /** Empty where the file system has no such key. */
    private final Optional<Object> key;

    private FileIdentity(Path path, Optional<Object> key) {
        this.path = path;
        this.key = key;
    }

    static FileIdentity of(Path path) throws DatabaseNotFoundException {
        return new FileIdentity(path, key(path));
    }

    /**
     * @throws DatabaseNotFoundException if the path names no file any more, or another one
     */
    void check() throws DatabaseNotFoundException {
        if (!key(path).equals(key)) {
            throw gone(path, "replaced by another file", null);
        }
    }

    private static Optional<Object> key(Path path) throws DatabaseNotFoundException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            throw gone(path, "removed", e);
        }
    }

    private static DatabaseNotFoundException gone(Path path, String how, IOException cause) {
        return new DatabaseNotFoundException(
                String.format(
                        "DuckDB database '%s' was %s on host '%s' while it was open. What is"
                                + " written from now on would be lost. Put the file back from a"
                                + " copy, and restore the job from a checkpoint.",
                        path, how, LocalHost.name()),
                cause);
    }
}
