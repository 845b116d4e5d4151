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
import io.flinkbundle.connector.redis.client.Utf8;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads rows whose columns are the fields of an entry. A field that is not there is NULL; of fields
 * with the same name the last one counts.
 */
@Internal
public final class FieldsRowDeserializer implements RedisStreamsDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    /** A column of the table that the query does not use. */
    private static final int UNUSED = -2;

    private final List<String> declaredColumns;
    private final List<String> columns;
    private final FieldDecoder[] decoders;
    private final boolean[] required;
    private final MetadataReader[] metadata;
    private final boolean failOnUnknown;
    private final TypeInformation<RowData> producedType;

    private transient FieldLayout layout;

    /**
     * @param declaredColumns all physical columns of the table
     * @param produced the columns of the result that are fields
     * @param metadata the columns of the result that follow them
     * @param failOnUnknown whether an entry with a field that is no declared column is malformed
     */
    public FieldsRowDeserializer(
            List<String> declaredColumns,
            RowType produced,
            List<MetadataReader> metadata,
            boolean failOnUnknown,
            TypeInformation<RowData> producedType) {
        this.declaredColumns = List.copyOf(declaredColumns);
        this.columns = List.copyOf(produced.getFieldNames());
        this.decoders = new FieldDecoder[columns.size()];
        this.required = new boolean[columns.size()];
        for (int i = 0; i < decoders.length; i++) {
            decoders[i] = FieldCodecs.decoder(columns.get(i), produced.getTypeAt(i));
            required[i] = !produced.getTypeAt(i).isNullable();
        }
        this.metadata = metadata.toArray(new MetadataReader[0]);
        this.failOnUnknown = failOnUnknown;
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        layout = new FieldLayout();
        declaredColumns.forEach(column -> layout.add(Utf8.bytes(column), UNUSED));
        for (int i = 0; i < columns.size(); i++) {
            layout.add(Utf8.bytes(columns.get(i)), i);
        }
    }

    @Override
    public void deserialize(StreamEntry entry, Collector<RowData> out) throws IOException {
        GenericRowData row = new GenericRowData(decoders.length + metadata.length);
        int fields = entry.fieldCount();
        for (int place = 0; place < fields; place++) {
            int column = layout.columnOf(place, entry.name(place));
            if (column >= 0) {
                row.setField(column, decode(column, entry.value(place)));
            } else if (column == FieldLayout.UNKNOWN && failOnUnknown) {
                throw new IOException(
                        "field '"
                                + new String(entry.name(place), StandardCharsets.UTF_8)
                                + "' is no column of the table, and 'fields.unknown' is 'fail'");
            }
        }
        for (int column = 0; column < required.length; column++) {
            if (required[column] && row.isNullAt(column)) {
                throw new IOException(
                        "field '"
                                + columns.get(column)
                                + "' is missing, and the column is NOT NULL");
            }
        }
        for (int i = 0; i < metadata.length; i++) {
            row.setField(decoders.length + i, metadata[i].read(entry));
        }
        out.collect(row);
    }

    private Object decode(int column, byte[] value) throws IOException {
        try {
            return decoders[column].decode(value);
        } catch (RuntimeException e) {
            throw new IOException("field '" + columns.get(column) + "': " + e.getMessage(), e);
        }
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }
}
