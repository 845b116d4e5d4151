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
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.List;

/** Serializes {@link StagedResult}s, which are held in state until a bounded input ends. */
@Internal
public final class StagedResultSerializer implements SimpleVersionedSerializer<StagedResult> {

    private static final int VERSION = 2;

    /** Had no key: all rows were added. */
    private static final int WITHOUT_KEY = 1;

    private static final int INITIAL_BYTES = 256;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StagedResult result) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        StagedFileFormat.write(result.file(), out);
        StagedFileFormat.write(result.primaryKey(), out);
        return out.getCopyOfBuffer();
    }

    @Override
    public StagedResult deserialize(int version, byte[] serialized) throws IOException {
        StagedFileFormat.checkVersion(version, VERSION);
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        StagedFile file = StagedFileFormat.read(in);
        List<String> primaryKey =
                version == WITHOUT_KEY ? List.of() : StagedFileFormat.readColumns(in);
        return new StagedResult(file, primaryKey);
    }
}
