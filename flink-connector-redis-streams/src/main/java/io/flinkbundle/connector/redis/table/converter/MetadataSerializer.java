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

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.sink.EntryFields;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;

import java.io.IOException;

/**
 * Sends a row to the stream, and under the id, that its metadata columns name. Where they are NULL
 * the row goes to all streams, and the server chooses the id.
 */
@Internal
public final class MetadataSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    /** In place of a column that the table does not have. */
    public static final int NO_COLUMN = -1;

    private static final String ANY_SEQUENCE = "-*";

    private final RedisStreamsSerializationSchema<RowData> content;
    private final int streamColumn;
    private final int idColumn;

    /**
     * @param streamColumn where a row holds the key of its stream
     * @param idColumn where a row holds the id of its entry
     */
    public MetadataSerializer(
            RedisStreamsSerializationSchema<RowData> content, int streamColumn, int idColumn) {
        this.content = content;
        this.streamColumn = streamColumn;
        this.idColumn = idColumn;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        content.open(context);
    }

    @Override
    public void serialize(RowData row, EntryFields entry) throws IOException {
        content.serialize(row, entry);
        if (streamColumn != NO_COLUMN && !row.isNullAt(streamColumn)) {
            entry.stream(row.getString(streamColumn).toString());
        }
        if (idColumn != NO_COLUMN && !row.isNullAt(idColumn)) {
            entry.id(checked(row.getString(idColumn).toString()));
        }
    }

    /** Refused here, a text that is no id is named together with its row. */
    private static String checked(String id) throws IOException {
        try {
            StreamId.parse(
                    id.endsWith(ANY_SEQUENCE)
                            ? id.substring(0, id.length() - ANY_SEQUENCE.length())
                            : id);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return id;
    }

    @Override
    public byte[] describe(RowData row) {
        return content.describe(row);
    }
}
