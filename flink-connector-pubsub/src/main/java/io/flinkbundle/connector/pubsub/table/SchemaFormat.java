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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.client.SchemaLookup;
import io.flinkbundle.connector.pubsub.table.schema.SchemaRowDeserializer;
import io.flinkbundle.connector.pubsub.table.schema.SchemaRowSerializer;
import io.flinkbundle.connector.pubsub.table.schema.SchemaTopics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.stream.IntStream;

/**
 * The format {@value #IDENTIFIER}: data follows the schema that the topic has in Pub/Sub. It is
 * none that Flink finds, as those see the data of a message and not its attributes.
 */
@Internal
final class SchemaFormat {

    /** The value of the option {@code format}. */
    static final String IDENTIFIER = "pubsub-schema";

    private SchemaFormat() {}

    /** For messages that are read. */
    record Decoding(SchemaLookup lookup, SchemaTopics topics) implements ValueDecoding {

        @Override
        public ChangelogMode changelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public Decoder decoder(
                DynamicTableSource.Context context, DataType physicalType, int[][] projection) {
            DataType read = Projection.of(projection).project(physicalType);
            return new Decoder(
                    new SchemaRowDeserializer(
                            lookup,
                            topics,
                            (RowType) read.getLogicalType(),
                            context.createTypeInformation(read)),
                    IntStream.range(0, projection.length).toArray(),
                    true);
        }
    }

    /**
     * For messages that are written.
     *
     * @param topic its full name
     */
    record Encoding(SchemaLookup lookup, String topic)
            implements EncodingFormat<SerializationSchema<RowData>> {

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public SerializationSchema<RowData> createRuntimeEncoder(
                DynamicTableSink.Context context, DataType physicalType) {
            return new SchemaRowSerializer(lookup, topic, (RowType) physicalType.getLogicalType());
        }
    }
}
