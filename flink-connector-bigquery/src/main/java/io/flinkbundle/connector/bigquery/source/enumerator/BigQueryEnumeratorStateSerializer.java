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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplitSerializer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Serializes {@link BigQueryEnumeratorState}. */
@Internal
public final class BigQueryEnumeratorStateSerializer
        implements SimpleVersionedSerializer<BigQueryEnumeratorState> {

    private static final int VERSION = 2;

    /** It knew neither queries, nor new rows and their times. */
    private static final int TABLES_ALONE = 1;

    private static final int INITIAL_BYTES = 1024;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(BigQueryEnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(INITIAL_BYTES);
        out.writeBoolean(state.opened());
        out.writeInt(state.waiting().size());
        for (BigQuerySplit split : state.waiting()) {
            BigQuerySplitSerializer.write(split, out);
        }
        out.writeUTF(state.queryId());
        out.writeBoolean(state.progress().begun());
        out.writeUTF(state.progress().position());
        out.writeBoolean(state.progress().ended());
        return out.getCopyOfBuffer();
    }

    @Override
    public BigQueryEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != TABLES_ALONE) {
            BigQuerySplitSerializer.checkVersion(version, VERSION);
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        boolean opened = in.readBoolean();
        List<BigQuerySplit> waiting = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            waiting.add(BigQuerySplitSerializer.read(in, version != TABLES_ALONE));
        }
        return version == TABLES_ALONE
                ? new BigQueryEnumeratorState(opened, waiting, "", Progress.NONE)
                : new BigQueryEnumeratorState(
                        opened,
                        waiting,
                        in.readUTF(),
                        new Progress(in.readBoolean(), in.readUTF(), in.readBoolean()));
    }
}
