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
import org.apache.flink.table.data.GenericRowData;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rows that begin their life with the columns of the key. Those are always taken from the
 * key, which is there whoever wrote the value.
 */
@Internal
public final class KeyedColumns implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The position of a column that the rows do not have. */
    private static final int UNUSED = -1;

    private final byte[] prefix;
    private final String[] names;
    private final FieldDecoder[] decoders;
    private final int[] positions;
    private final int arity;

    /**
     * @param prefix what all keys begin with; may be empty
     * @param columns the columns of the key, in their order
     * @param produced the columns of the rows, by name
     */
    public KeyedColumns(String prefix, List<KeyColumn> columns, List<String> produced) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.arity = produced.size();
        this.names = columns.stream().map(KeyColumn::name).toArray(String[]::new);
        this.decoders =
                columns.stream()
                        .map(column -> FieldCodecs.decoder(column.name(), column.type()))
                        .toArray(FieldDecoder[]::new);
        this.positions = Arrays.stream(names).mapToInt(produced::indexOf).toArray();
    }

    /**
     * A new row, whose other columns are NULL.
     *
     * @throws IOException if the key is not one of the table's
     */
    GenericRowData row(byte[] key) throws IOException {
        GenericRowData row = new GenericRowData(arity);
        if (decoders.length == 1) {
            decode(0, Arrays.copyOfRange(key, prefix.length, key.length), row);
            return row;
        }
        List<byte[]> parts = partsOf(key);
        for (int i = 0; i < decoders.length; i++) {
            decode(i, parts.get(i), row);
        }
        return row;
    }

    private List<byte[]> partsOf(byte[] key) throws IOException {
        List<byte[]> parts;
        try {
            parts = KeyText.split(key, prefix.length);
        } catch (IllegalArgumentException e) {
            throw new IOException(textOf(key) + " is no key of the table: " + e.getMessage(), e);
        }
        if (parts.size() != decoders.length) {
            throw new IOException(
                    textOf(key)
                            + " is no key of the table: it has "
                            + parts.size()
                            + " parts between ':', and the table's key has "
                            + decoders.length
                            + " columns");
        }
        return parts;
    }

    private void decode(int part, byte[] text, GenericRowData row) throws IOException {
        try {
            Object value = decoders[part].decode(text);
            if (positions[part] != UNUSED) {
                row.setField(positions[part], value);
            }
        } catch (RuntimeException e) {
            throw new IOException("column '" + names[part] + "' of the key: " + e.getMessage(), e);
        }
    }

    private static String textOf(byte[] key) {
        return "'" + new String(key, StandardCharsets.UTF_8) + "'";
    }
}
