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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.redis.sink.committer.EntriesPayload;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Files for entries that are too many to ride in Flink's state. */
@Internal
public final class SpillFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SpillFolder.class);

    private static final String SUFFIX = ".entries";

    private final Path folder;
    private final String prefix;

    /**
     * @param folder on any file system that Flink knows
     * @param sinkId tells the files of this sink from those of others
     */
    SpillFolder(String folder, String sinkId) {
        this.folder = new Path(folder);
        this.prefix = prefix(sinkId);
    }

    /** What the names of a sink's files begin with. */
    public static String prefix(String sinkId) {
        return UUID.nameUUIDFromBytes(sinkId.getBytes(StandardCharsets.UTF_8)) + "_";
    }

    /** Writes a file that no other run has. */
    EntriesPayload.Spilled write(UUID run, long part, byte[] commands) throws IOException {
        Path file = new Path(folder, prefix + run + '_' + part + SUFFIX);
        try (FSDataOutputStream out =
                file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(commands);
            out.sync();
        } catch (IOException e) {
            throw new IOException(
                    "Could not write staged entries to '"
                            + file
                            + "'. Check that 'sink.staging.path' is a folder that can be written"
                            + " and has room.",
                    e);
        }
        return new EntriesPayload.Spilled(file.toString());
    }

    /** Removes files that no savepoint may need any more, because markers are older as well. */
    void removeOlderThan(Duration age) throws IOException {
        FileSystem files = folder.getFileSystem();
        if (!files.exists(folder)) {
            return;
        }
        long oldest = System.currentTimeMillis() - age.toMillis();
        for (FileStatus file : files.listStatus(folder)) {
            String name = file.getPath().getName();
            if (name.startsWith(prefix) && file.getModificationTime() < oldest) {
                LOG.info("Removing '{}', which a failed attempt has left.", file.getPath());
                files.delete(file.getPath(), false);
            }
        }
    }
}
