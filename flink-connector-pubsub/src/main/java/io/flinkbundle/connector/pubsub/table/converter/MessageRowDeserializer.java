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

package io.flinkbundle.connector.pubsub.table.converter;

import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Makes rows of messages: columns that a format finds in the data, some of which the ordering key
 * gives where there is one, and metadata columns behind them.
 */
@Internal
public final class MessageRowDeserializer implements PubSubDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final PubSubDeserializationSchema<RowData> value;

    /** Null without key columns; serialized with the job. */
    private final DeserializationSchema<RowData> key;

    private final Column[] columns;
    private final MetadataReader[] metadata;
    private final TypeInformation<RowData> producedType;

    private transient Widener widener;

    /**
     * @param value reads rows from the data
     * @param key reads a row from the ordering key
     * @param columns the columns that the result begins with
     * @param metadata those that follow
     */
    public MessageRowDeserializer(
            PubSubDeserializationSchema<RowData> value,
            Optional<DeserializationSchema<RowData>> key,
            List<Column> columns,
            List<MetadataReader> metadata,
            TypeInformation<RowData> producedType) {
        this.value = value;
        this.key = key.orElse(null);
        this.columns = columns.toArray(new Column[0]);
        this.metadata = metadata.toArray(new MetadataReader[0]);
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        value.open(context);
        if (key != null) {
            key.open(context);
        }
        widener = new Widener();
    }

    @Override
    public void deserialize(PubsubMessage message, Delivery delivery, Collector<RowData> out)
            throws IOException {
        widener.out = out;
        widener.keyRow = keyRow(message);
        for (int i = 0; i < metadata.length; i++) {
            widener.metadataValues[i] = metadata[i].read(message, delivery);
        }
        value.deserialize(message, delivery, widener);
    }

    /** Null where the message has no key. */
    private RowData keyRow(PubsubMessage message) throws IOException {
        if (key == null || message.getOrderingKey().isEmpty()) {
            return null;
        }
        RowData row = key.deserialize(message.getOrderingKey().getBytes(StandardCharsets.UTF_8));
        if (row == null) {
            throw new IOException("its ordering key holds no key columns");
        }
        return row;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }

    private final class Widener implements Collector<RowData> {

        private final Object[] metadataValues = new Object[metadata.length];
        private Collector<RowData> out;
        private RowData keyRow;

        @Override
        public void collect(RowData row) {
            GenericRowData wide =
                    new GenericRowData(row.getRowKind(), columns.length + metadata.length);
            for (int i = 0; i < columns.length; i++) {
                wide.setField(i, columns[i].read(row, keyRow));
            }
            for (int i = 0; i < metadataValues.length; i++) {
                wide.setField(columns.length + i, metadataValues[i]);
            }
            out.collect(wide);
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
