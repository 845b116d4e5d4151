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

import io.flinkbundle.connector.redis.client.HashFields;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyReads;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows whose columns are the fields of a hash, and only those fields that are needed. A field
 * that is not there is NULL. If none is there, either the key is missing or all of them are NULL.
 */
@Internal
public final class HashReader implements ValueReader {

    private static final long serialVersionUID = 1L;

    private final KeyedColumns keyed;
    private final String[] names;
    private final int[] positions;
    private final FieldDecoder[] decoders;
    private final boolean[] required;

    private transient HashFields fields;

    /**
     * @param keyed makes rows from keys
     * @param produced the columns of the rows
     * @param keyColumns those of the table's columns that are no fields here
     */
    public HashReader(KeyedColumns keyed, RowType produced, List<String> keyColumns) {
        this.keyed = keyed;
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < produced.getFieldCount(); i++) {
            if (!keyColumns.contains(produced.getFieldNames().get(i))) {
                values.add(i);
            }
        }
        this.positions = values.stream().mapToInt(Integer::intValue).toArray();
        this.names = new String[positions.length];
        this.decoders = new FieldDecoder[positions.length];
        this.required = new boolean[positions.length];
        for (int i = 0; i < positions.length; i++) {
            names[i] = produced.getFieldNames().get(positions[i]);
            decoders[i] = FieldCodecs.decoder(names[i], produced.getTypeAt(positions[i]));
            required[i] = !produced.getTypeAt(positions[i]).isNullable();
        }
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        if (names.length > 0) {
            fields =
                    new HashFields(
                            Arrays.stream(names)
                                    .map(name -> name.getBytes(StandardCharsets.UTF_8))
                                    .toList());
        }
    }

    @Override
    public KeyCommand question(byte[] key) {
        return fields == null ? KeyReads.fieldCount(key) : fields.of(key);
    }

    @Override
    public Optional<KeyCommand> secondQuestion(byte[] key, Object answer) {
        return answer instanceof List<?> values && isEmpty(values)
                ? Optional.of(KeyReads.fieldCount(key))
                : Optional.empty();
    }

    private static boolean isEmpty(List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<RowData> rows(byte[] key, Object answer) throws IOException {
        if (answer instanceof Long count) {
            return count > 0 ? List.of(checked(keyed.row(key))) : List.of();
        }
        GenericRowData row = keyed.row(key);
        List<?> values = (List<?>) answer;
        for (int i = 0; i < positions.length; i++) {
            byte[] value = (byte[]) values.get(i);
            if (value != null) {
                row.setField(positions[i], decode(i, value));
            }
        }
        return List.of(checked(row));
    }

    private Object decode(int field, byte[] value) throws IOException {
        try {
            return decoders[field].decode(value);
        } catch (RuntimeException e) {
            throw new IOException("field '" + names[field] + "': " + e.getMessage(), e);
        }
    }

    private GenericRowData checked(GenericRowData row) throws IOException {
        for (int i = 0; i < positions.length; i++) {
            if (required[i] && row.isNullAt(positions[i])) {
                throw new IOException(
                        "field '" + names[i] + "' is missing, and the column is NOT NULL");
            }
        }
        return row;
    }
}
