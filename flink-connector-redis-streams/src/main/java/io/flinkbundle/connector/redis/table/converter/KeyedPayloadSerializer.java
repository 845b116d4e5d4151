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

package io.flinkbundle.connector.redis.table.converter;

import io.flinkbundle.connector.redis.sink.EntryFields;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes some columns of a row into the field of the key, besides what else is written. */
@Internal
public final class KeyedPayloadSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final byte[] keyField;
    private final SerializationSchema<RowData> keyFormat;
    private final RedisStreamsSerializationSchema<RowData> value;

    /**
     * @param keyFormat takes whole rows and writes the columns of the key
     * @param value writes the rest of the entry
     */
    public KeyedPayloadSerializer(
            String keyField,
            SerializationSchema<RowData> keyFormat,
            RedisStreamsSerializationSchema<RowData> value) {
        this.keyField = keyField.getBytes(StandardCharsets.UTF_8);
        this.keyFormat = keyFormat;
        this.value = value;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        keyFormat.open(context);
        value.open(context);
    }

    @Override
    public void serialize(RowData row, EntryFields entry) throws IOException {
        byte[] key = keyFormat.serialize(row);
        if (key != null) {
            entry.field(keyField, key);
        }
        value.serialize(row, entry);
    }

    @Override
    public byte[] describe(RowData row) {
        return value.describe(row);
    }
}
