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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the key of a row from the columns of the table's key, behind the prefix. */
@Internal
public final class KeyEncoder implements Serializable {

    private static final long serialVersionUID = 1L;

    private final byte[] prefix;
    private final String[] names;
    private final int[] positions;
    private final FieldEncoder[] encoders;

    /**
     * @param prefix what all keys begin with; may be empty
     * @param columns the columns of the key, in their order
     * @param positions where each of them stands in the rows
     */
    public KeyEncoder(String prefix, List<KeyColumn> columns, int[] positions) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.names = columns.stream().map(KeyColumn::name).toArray(String[]::new);
        this.positions = positions.clone();
        this.encoders =
                columns.stream()
                        .map(column -> FieldCodecs.encoder(column.name(), column.type()))
                        .toArray(FieldEncoder[]::new);
    }

    /** Whether a row has a key at all: no column of it is NULL. */
    public boolean isComplete(RowData row) {
        for (int position : positions) {
            if (row.isNullAt(position)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @throws IOException if a column of the key is NULL
     */
    public byte[] encode(RowData row) throws IOException {
        byte[][] parts = new byte[encoders.length][];
        for (int i = 0; i < parts.length; i++) {
            if (row.isNullAt(positions[i])) {
                throw new IOException("column '" + names[i] + "' of the key is NULL");
            }
            parts[i] = encoders[i].encode(row, positions[i]);
        }
        return KeyText.join(prefix, parts);
    }
}
