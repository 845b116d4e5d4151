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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.common.secret.Redaction;
import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The folder of the staging files, which DuckDB must be able to open by their paths. */
@Internal
public final class StagingFolder {

    /** A scheme has two letters at least: with one it is a drive. */
    private static final Pattern URI_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final Path folder;

    private StagingFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the path of a folder that is given by its path, or as a URI with the scheme {@code
     * file}.
     *
     * @throws IllegalArgumentException if it is no local folder
     */
    public static String localPath(String folder) {
        if (!URI_SCHEME.matcher(folder).matches()) {
            return folder;
        }
        try {
            URI uri = URI.create(folder);
            if ("file".equalsIgnoreCase(uri.getScheme())) {
                return Path.of(uri).toString();
            }
        } catch (IllegalArgumentException e) {
            throw notLocal(folder, e);
        }
        throw notLocal(folder, null);
    }

    private static IllegalArgumentException notLocal(String folder, Exception cause) {
        return new IllegalArgumentException(
                String.format(
                        "The staging folder '%s' is not on a local file system. DuckDB itself reads"
                                + " and writes the files there: give a path, or a URI like"
                                + " 'file:///mnt/staging', that all TaskManagers mount.",
                        Redaction.url(folder)),
                cause);
    }

    /**
     * Creates the folder if it is missing, and tries whether files can be written there.
     *
     * @throws IOException if they cannot; better now than at the first checkpoint
     */
    static StagingFolder open(String path) throws IOException {
        Path folder = Path.of(path).toAbsolutePath();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe-", ".tmp"));
        } catch (IOException e) {
            throw new IOException(
                    String.format(
                            "Cannot write staging files into '%s' on host '%s': %s. Set"
                                    + " 'sink.staging.path' to a folder that all TaskManagers can"
                                    + " write and that has room for the rows between two"
                                    + " checkpoints.",
                            folder, LocalHost.name(), e),
                    e);
        }
        return new StagingFolder(folder);
    }

    /** The path of a file in the folder. */
    Path file(StagedFileName name) {
        return folder.resolve(name.toString());
    }
}
