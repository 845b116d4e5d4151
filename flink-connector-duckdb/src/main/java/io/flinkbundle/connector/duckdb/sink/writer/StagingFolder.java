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

import io.flinkbundle.connector.duckdb.client.LocalHost;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The folder of the staging files, which DuckDB must be able to open by their paths. */
@Internal
final class StagingFolder {

    private final Path folder;

    private StagingFolder(Path folder) {
        this.folder = folder;
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

    /** A path that was never used before. */
    Path newFile() {
        return folder.resolve("staged-" + UUID.randomUUID() + ".duckdb");
    }
}
