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

import io.flinkbundle.connector.redis.keyvalue.KeyChange;
import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.function.Consumer;

/** Writes a row with a format, as a string or as the next element of a list. */
@Internal
public final class FormatRowChanges implements KeyValueSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final KeyEncoder key;
    private final SerializationSchema<RowData> format;
    private final boolean list;
    private final RowDescription description;

    /**
     * @param columns the columns of the rows
     * @param list whether values are appended to a list
     */
    public FormatRowChanges(
            KeyEncoder key, SerializationSchema<RowData> format, RowType columns, boolean list) {
        this.key = key;
        this.format = format;
        this.list = list;
        this.description = new RowDescription(columns);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        format.open(context);
    }

    @Override
    public void serialize(RowData row, Consumer<KeyChange> out) throws IOException {
        switch (row.getRowKind()) {
            case INSERT, UPDATE_AFTER -> out.accept(set(row));
            case DELETE -> out.accept(new KeyChange.Delete(key.encode(row)));
            case UPDATE_BEFORE -> {
                // What follows it says it all.
            }
        }
    }

    private KeyChange set(RowData row) throws IOException {
        byte[] value = format.serialize(row);
        if (value == null) {
            throw new IOException("the format has no text for it");
        }
        byte[] owner = key.encode(row);
        return list ? new KeyChange.Append(owner, value) : new KeyChange.SetString(owner, value);
    }

    @Override
    public boolean isLastChangeEnough() {
        return !list;
    }

    @Override
    public byte[] describe(RowData row) {
        return description.describe(row);
    }
}
