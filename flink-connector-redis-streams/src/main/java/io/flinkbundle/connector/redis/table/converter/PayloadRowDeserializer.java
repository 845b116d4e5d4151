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
import java.util.List;

/** Reads rows that a format finds in one field, and puts metadata columns behind theirs. */
@Internal
public final class PayloadRowDeserializer implements RedisStreamsDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final RedisStreamsDeserializationSchema<RowData> payload;
    private final RowData.FieldGetter[] columns;
    private final MetadataReader[] metadata;
    private final TypeInformation<RowData> producedType;

    private transient Widener widener;

    /**
     * @param columns the columns of the format's rows that the result begins with
     * @param metadata the columns of the result that follow them
     */
    public PayloadRowDeserializer(
            String payloadField,
            DeserializationSchema<RowData> format,
            List<RowData.FieldGetter> columns,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        this.payload = RedisStreamsDeserializationSchema.payload(payloadField, format);
        this.columns = columns.toArray(new RowData.FieldGetter[0]);
        this.metadata = metadata.toArray(new MetadataReader[0]);
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        payload.open(context);
        widener = new Widener();
    }

    @Override
    public void deserialize(StreamEntry entry, Collector<RowData> out) throws IOException {
        widener.entry = entry;
        widener.out = out;
        payload.deserialize(entry, widener);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }

    private final class Widener implements Collector<RowData> {

        private StreamEntry entry;
        private Collector<RowData> out;

        @Override
        public void collect(RowData row) {
            GenericRowData wide =
                    new GenericRowData(row.getRowKind(), columns.length + metadata.length);
            for (int i = 0; i < columns.length; i++) {
                wide.setField(i, columns[i].getFieldOrNull(row));
            }
            for (int i = 0; i < metadata.length; i++) {
                wide.setField(columns.length + i, metadata[i].read(entry));
            }
            out.collect(wide);
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
