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

import java.io.IOException;

/** Writes a row into one field with a format. */
@Internal
public final class PayloadRowSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final RedisStreamsSerializationSchema<RowData> payload;
    private final RowDescription description;

    /**
     * @param columns the physical columns, which a row begins with
     */
    public PayloadRowSerializer(
            String payloadField, SerializationSchema<RowData> format, RowType columns) {
        this.payload = RedisStreamsSerializationSchema.payload(payloadField, format);
        this.description = new RowDescription(columns);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        payload.open(context);
    }

    @Override
    public void serialize(RowData row, EntryFields entry) throws IOException {
        payload.serialize(row, entry);
    }

    @Override
    public byte[] describe(RowData row) {
        return description.describe(row);
    }
}
