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

package io.flinkbundle.connector.pubsub.table.schema;

import io.flinkbundle.connector.pubsub.client.SchemaLookup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes rows by the schema of their topic: the newest revision that the topic allows when the job
 * starts.
 */
@Internal
public final class SchemaRowSerializer implements SerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final SchemaLookup lookup;
    private final String topic;
    private final RowType columns;

    private transient RowEncoder encoder;

    /**
     * @param topic its full name
     * @param columns what is written
     */
    public SchemaRowSerializer(SchemaLookup lookup, String topic, RowType columns) {
        this.lookup = lookup;
        this.topic = topic;
        this.columns = columns;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        encoder = RowCodecs.encoder(lookup.ofTopic(topic), columns);
    }

    @Override
    public byte[] serialize(RowData row) {
        try {
            return encoder.encode(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
