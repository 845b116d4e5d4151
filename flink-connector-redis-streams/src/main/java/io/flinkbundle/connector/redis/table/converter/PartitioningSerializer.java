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
import org.apache.flink.table.types.logical.RowType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Lets some columns of a row decide on its stream of a topic. */
@Internal
public final class PartitioningSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    /** No part of a text in UTF-8, so that the columns ("a", "bc") and ("ab", "c") differ. */
    private static final int SEPARATOR = 0xFF;

    private final RedisStreamsSerializationSchema<RowData> content;
    private final int[] positions;
    private final FieldEncoder[] encoders;

    /**
     * @param columns the physical columns, which a row begins with
     * @param key the names of those that decide, of types that are fit for a field
     */
    public PartitioningSerializer(
            RedisStreamsSerializationSchema<RowData> content, RowType columns, List<String> key) {
        this.content = content;
        this.positions = key.stream().mapToInt(columns::getFieldIndex).toArray();
        this.encoders = new FieldEncoder[positions.length];
        for (int i = 0; i < positions.length; i++) {
            encoders[i] = FieldCodecs.encoder(key.get(i), columns.getTypeAt(positions[i]));
        }
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        content.open(context);
    }

    @Override
    public void serialize(RowData row, EntryFields entry) throws IOException {
        content.serialize(row, entry);
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int i = 0; i < positions.length; i++) {
            if (!row.isNullAt(positions[i])) {
                key.writeBytes(encoders[i].encode(row, positions[i]));
            }
            key.write(SEPARATOR);
        }
        entry.partitionKey(key.toByteArray());
    }

    @Override
    public byte[] describe(RowData row) {
        return content.describe(row);
    }
}
