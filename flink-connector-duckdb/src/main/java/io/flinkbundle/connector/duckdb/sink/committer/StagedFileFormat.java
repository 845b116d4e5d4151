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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The parts that both serializers share. */
@Internal
final class StagedFileFormat {

    private StagedFileFormat() {}

    static void write(StagedFile file, DataOutputView out) throws IOException {
        out.writeUTF(file.path());
        out.writeUTF(file.host());
        out.writeInt(file.subtask());
        out.writeLong(file.rows());
    }

    static StagedFile read(DataInputView in) throws IOException {
        return new StagedFile(in.readUTF(), in.readUTF(), in.readInt(), in.readLong());
    }

    static void write(UUID id, DataOutputView out) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    static UUID readId(DataInputView in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    static void write(List<String> columns, DataOutputView out) throws IOException {
        out.writeInt(columns.size());
        for (String column : columns) {
            out.writeUTF(column);
        }
    }

    static List<String> readColumns(DataInputView in) throws IOException {
        int count = in.readInt();
        List<String> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(in.readUTF());
        }
        return columns;
    }

    /**
     * @param newest the newest format that is known; all before it are as well
     */
    static void checkVersion(int version, int newest) throws IOException {
        if (version < 1 || version > newest) {
            throw new IOException(
                    "State of the DuckDB sink has format "
                            + version
                            + ", but this version of the connector knows formats up to "
                            + newest
                            + ". Restore it with the connector that wrote it.");
        }
    }
}
