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

import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads rows whose columns stand in two fields of an entry, that of the key and that of the value.
 */
@Internal
public final class KeyedPayloadDeserializer implements RedisStreamsDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final String keyField;
    private final DeserializationSchema<RowData> keyFormat;
    private final RedisStreamsDeserializationSchema<RowData> value;
    private final Column[] columns;
    private final MetadataReader[] metadata;
    private final TypeInformation<RowData> producedType;

    /**
     * A column of the result.
     *
     * @param inKey whether it is in the key's row, or in the value's
     * @param getter takes it from there
     */
    public record Column(boolean inKey, RowData.FieldGetter getter) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /**
     * @param columns the columns that the result begins with
     * @param metadata those that follow
     */
    public KeyedPayloadDeserializer(
            String keyField,
            DeserializationSchema<RowData> keyFormat,
            String valueField,
            DeserializationSchema<RowData> valueFormat,
            List<Column> columns,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        this.keyField = keyField;
        this.keyFormat = keyFormat;
        this.value = RedisStreamsDeserializationSchema.payload(valueField, valueFormat);
        this.columns = columns.toArray(new Column[0]);
        this.metadata = metadata.toArray(new MetadataReader[0]);
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        keyFormat.open(context);
        value.open(context);
    }

    @Override
    public void deserialize(StreamEntry entry, Collector<RowData> out) throws IOException {
        byte[] key =
                entry.value(keyField.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(() -> new IOException("there is no field '" + keyField + "'"));
        RowData keyRow = keyFormat.deserialize(key);
        if (keyRow == null) {
            throw new IOException("field '" + keyField + "' holds no key");
        }
        value.deserialize(entry, new Joiner(entry, keyRow, out));
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }

    private final class Joiner implements Collector<RowData> {

        private final StreamEntry entry;
        private final RowData key;
        private final Collector<RowData> out;

        private Joiner(StreamEntry entry, RowData key, Collector<RowData> out) {
            this.entry = entry;
            this.key = key;
            this.out = out;
        }

        @Override
        public void collect(RowData row) {
            GenericRowData joined =
                    new GenericRowData(row.getRowKind(), columns.length + metadata.length);
            for (int i = 0; i < columns.length; i++) {
                RowData from = columns[i].inKey() ? key : row;
                joined.setField(i, columns[i].getter().getFieldOrNull(from));
            }
            for (int i = 0; i < metadata.length; i++) {
                joined.setField(columns.length + i, metadata[i].read(entry));
            }
            out.collect(joined);
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
