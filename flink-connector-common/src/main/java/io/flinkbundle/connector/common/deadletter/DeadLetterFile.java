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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.util.UUID;

/**
 * The files of one subtask under the dead letter folder, a new one after each checkpoint that saw a
 * bad record. A file is complete once it is closed; attempts never share a file, because each has a
 * name of its own.
 */
@Internal
final class DeadLetterFile implements DeadLetterWriter {

    private final Path folder;
    private final String prefix;
    private int files;
    private FSDataOutputStream out;

    DeadLetterFile(String folder, String connector, int subtask) {
        this.folder = new Path(folder);
        this.prefix = connector + "-" + subtask + "-" + UUID.randomUUID();
    }

    @Override
    public void write(DeadLetter letter) throws IOException {
        if (out == null) {
            Path file = new Path(folder, prefix + "-" + files++ + ".jsonl");
            FileSystem fileSystem = folder.getFileSystem();
            fileSystem.mkdirs(folder);
            out = fileSystem.create(file, FileSystem.WriteMode.NO_OVERWRITE);
        }
        out.write(letter.toJson());
        out.write('\n');
    }

    @Override
    public void commit() throws IOException {
        if (out != null) {
            FSDataOutputStream finished = out;
            out = null;
            finished.sync();
            finished.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            FSDataOutputStream unfinished = out;
            out = null;
            unfinished.close();
        }
    }
}
