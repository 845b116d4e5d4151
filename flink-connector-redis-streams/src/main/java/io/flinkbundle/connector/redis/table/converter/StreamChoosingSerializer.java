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

/** Sends a row to the stream that its metadata column names; to all streams if that is NULL. */
@Internal
public final class StreamChoosingSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final RedisStreamsSerializationSchema<RowData> content;
    private final int streamColumn;

    /**
     * @param streamColumn where a row holds the key of its stream
     */
    public StreamChoosingSerializer(
            RedisStreamsSerializationSchema<RowData> content, int streamColumn) {
        this.content = content;
        this.streamColumn = streamColumn;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        content.open(context);
    }

    @Override
    public void serialize(RowData row, EntryFields entry) throws IOException {
        content.serialize(row, entry);
        if (!row.isNullAt(streamColumn)) {
            entry.stream(row.getString(streamColumn).toString());
        }
    }

    @Override
    public byte[] describe(RowData row) {
        return content.describe(row);
    }
}
