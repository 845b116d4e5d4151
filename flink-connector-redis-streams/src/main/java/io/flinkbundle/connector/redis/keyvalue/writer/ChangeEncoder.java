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

package io.flinkbundle.connector.redis.keyvalue.writer;

import io.flinkbundle.connector.common.batching.ElementEncoder;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyWrites;
import io.flinkbundle.connector.redis.client.Reasons;
import io.flinkbundle.connector.redis.keyvalue.KeyChange;
import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.SinkWriter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes the commands of a record, on the task thread. */
@Internal
public final class ChangeEncoder<T> implements ElementEncoder<T, KeyCommand> {

    private final KeyValueSerializationSchema<T> schema;
    private final KeyWrites writes;
    private final BadRecords badRecords;

    /** Of one record: all of them are written, or none. */
    private final List<KeyChange> changes = new ArrayList<>();

    private final Consumer<KeyChange> collector = changes::add;

    /**
     * @param schema already open
     */
    public ChangeEncoder(
            KeyValueSerializationSchema<T> schema, KeyWrites writes, BadRecords badRecords) {
        this.schema = schema;
        this.writes = writes;
        this.badRecords = badRecords;
    }

    @Override
    public void encode(T record, SinkWriter.Context context, Consumer<KeyCommand> out)
            throws IOException {
        changes.clear();
        try {
            schema.serialize(record, collector);
        } catch (IOException | RuntimeException e) {
            badRecords.reject(
                    "the record cannot be written: " + Reasons.of(e), schema.describe(record));
            return;
        }
        for (KeyChange change : changes) {
            out.accept(command(change));
        }
    }

    private KeyCommand command(KeyChange change) {
        if (change instanceof KeyChange.SetHash hash) {
            return writes.setHash(hash.key(), hash.namesAndValues(), hash.removed());
        }
        if (change instanceof KeyChange.SetString string) {
            return writes.setString(string.key(), string.value());
        }
        if (change instanceof KeyChange.Append append) {
            return writes.append(append.key(), append.value());
        }
        return KeyWrites.delete(change.key());
    }

    @Override
    public void flush() throws IOException {
        badRecords.flush();
    }

    @Override
    public void close() throws IOException {
        badRecords.close();
    }
}
