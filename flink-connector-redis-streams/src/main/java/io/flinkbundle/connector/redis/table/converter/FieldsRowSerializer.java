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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.nio.charset.StandardCharsets;

/** Writes the columns of a row as the fields of an entry; NULL is a field that is not there. */
@Internal
public final class FieldsRowSerializer implements RedisStreamsSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final byte[][] names;
    private final FieldEncoder[] encoders;
    private final RowDescription description;

    /**
     * @param columns the physical columns, which a row begins with
     */
    public FieldsRowSerializer(RowType columns) {
        this.names = new byte[columns.getFieldCount()][];
        this.encoders = new FieldEncoder[names.length];
        this.description = new RowDescription(columns);
        for (int i = 0; i < names.length; i++) {
            String name = columns.getFieldNames().get(i);
            names[i] = name.getBytes(StandardCharsets.UTF_8);
            encoders[i] = FieldCodecs.encoder(name, columns.getTypeAt(i));
        }
    }

    @Override
    public void serialize(RowData row, EntryFields entry) {
        for (int i = 0; i < names.length; i++) {
            if (!row.isNullAt(i)) {
                entry.field(names[i], encoders[i].encode(row, i));
            }
        }
    }

    @Override
    public byte[] describe(RowData row) {
        return description.describe(row);
    }
}
