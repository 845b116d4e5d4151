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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes the columns of a row as the fields of a hash; NULL is a field that is not there. */
@Internal
public final class HashRowChanges implements KeyValueSerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final KeyEncoder key;
    private final byte[][] names;
    private final FieldEncoder[] encoders;
    private final int[] positions;
    private final RowDescription description;

    /**
     * @param columns the columns of the rows
     * @param positions those that become fields
     */
    public HashRowChanges(KeyEncoder key, RowType columns, int[] positions) {
        this.key = key;
        this.positions = positions.clone();
        this.names = new byte[positions.length][];
        this.encoders = new FieldEncoder[positions.length];
        this.description = new RowDescription(columns);
        for (int i = 0; i < positions.length; i++) {
            String name = columns.getFieldNames().get(positions[i]);
            names[i] = name.getBytes(StandardCharsets.UTF_8);
            encoders[i] = FieldCodecs.encoder(name, columns.getTypeAt(positions[i]));
        }
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
        List<byte[]> namesAndValues = new ArrayList<>(2 * names.length);
        List<byte[]> removed = List.of();
        for (int i = 0; i < names.length; i++) {
            if (!row.isNullAt(positions[i])) {
                namesAndValues.add(names[i]);
                namesAndValues.add(encoders[i].encode(row, positions[i]));
            } else {
                removed = removed.isEmpty() ? new ArrayList<>() : removed;
                removed.add(names[i]);
            }
        }
        return new KeyChange.SetHash(key.encode(row), namesAndValues, removed);
    }

    @Override
    public boolean isLastChangeEnough() {
        return true;
    }

    @Override
    public byte[] describe(RowData row) {
        return description.describe(row);
    }
}
