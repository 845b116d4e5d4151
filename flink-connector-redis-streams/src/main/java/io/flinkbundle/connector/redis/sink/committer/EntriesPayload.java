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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.Path;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where encoded commands are between a writer and its committer. */
@Internal
public sealed interface EntriesPayload {

    /** Reads the commands from the first one on; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Removes what lies outside of Flink's state; nothing is left to be read then. */
    void discard() throws IOException;

    /**
     * Commands that are part of Flink's state.
     *
     * @param commands one after the other; must not be changed
     */
    record Inline(byte[] commands) implements EntriesPayload {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(commands);
        }

        @Override
        public void discard() {
            // They go with the state.
        }
    }

    /**
     * Commands in a file of their own.
     *
     * @param path on any file system that Flink knows
     */
    record Spilled(String path) implements EntriesPayload {

        @Override
        public InputStream open() throws IOException {
            Path file = new Path(path);
            return file.getFileSystem().open(file);
        }

        @Override
        public void discard() throws IOException {
            Path file = new Path(path);
            file.getFileSystem().delete(file, false);
        }
    }
}
