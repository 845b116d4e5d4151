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

package io.flinkbundle.connector.pubsub.table.converter;

import io.flinkbundle.connector.pubsub.sink.PubSubSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;

import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns rows into messages: data in a format, an ordering key, and metadata columns. */
@Internal
public final class RowMessageSerializer implements PubSubSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final SerializationSchema<RowData> value;

    /** Null without key columns; serialized with the job. */
    private final SerializationSchema<RowData> key;

    private final MessageColumns metadata;

    /**
     * @param value makes the data of a message
     * @param key makes its ordering key
     */
    public RowMessageSerializer(
            SerializationSchema<RowData> value,
            Optional<SerializationSchema<RowData>> key,
            MessageColumns metadata) {
        this.value = value;
        this.key = key.orElse(null);
        this.metadata = metadata;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        value.open(context);
        if (key != null) {
            key.open(context);
        }
    }

    @Override
    public PubsubMessage serialize(RowData row) throws IOException {
        PubsubMessage.Builder message = PubsubMessage.newBuilder();
        byte[] data = value.serialize(row);
        if (data != null) {
            // Formats give their bytes away.
            message.setData(UnsafeByteOperations.unsafeWrap(data));
        }
        if (key != null) {
            message.setOrderingKey(keyText(key.serialize(row)));
        } else if (isSet(row, metadata.orderingKey())) {
            message.setOrderingKey(row.getString(metadata.orderingKey()).toString());
        }
        if (isSet(row, metadata.attributes())) {
            putAttributes(row.getMap(metadata.attributes()), message);
        }
        return message.build();
    }

    @Override
    public Optional<String> topic(RowData row) {
        return isSet(row, metadata.topic())
                ? Optional.of(row.getString(metadata.topic()).toString())
                : Optional.empty();
    }

    @Override
    public byte[] describe(RowData row) {
        byte[] data;
        try {
            data = value.serialize(row);
        } catch (RuntimeException e) {
            // It is for this failure that the row is described, and who describes it reports that.
            data = row.toString().getBytes(StandardCharsets.UTF_8);
        }
        return data == null ? new byte[0] : data;
    }

    private static boolean isSet(RowData row, int column) {
        return column != MessageColumns.NONE && !row.isNullAt(column);
    }

    /** A NULL key is no key, and such a message needs no order. */
    private static String keyText(byte[] bytes) throws IOException {
        if (bytes == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("its ordering key is no text in UTF-8", e);
        }
    }

    private static void putAttributes(MapData attributes, PubsubMessage.Builder message) {
        ArrayData keys = attributes.keyArray();
        ArrayData values = attributes.valueArray();
        for (int i = 0; i < attributes.size(); i++) {
            if (!keys.isNullAt(i) && !values.isNullAt(i)) {
                message.putAttributes(keys.getString(i).toString(), values.getString(i).toString());
            }
        }
    }
}
