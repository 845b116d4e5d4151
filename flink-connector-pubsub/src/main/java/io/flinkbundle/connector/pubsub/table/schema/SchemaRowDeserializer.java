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

import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PermissionDeniedException;
import io.flinkbundle.connector.pubsub.client.SchemaLookup;
import io.flinkbundle.connector.pubsub.source.MessageData;
import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads rows from messages by the schema that they name, and where they name none by that of their
 * topic. The columns are checked against the topic's when the job starts.
 */
@Internal
public final class SchemaRowDeserializer implements PubSubDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final SchemaLookup lookup;
    private final SchemaTopics topics;
    private final RowType columns;
    private final TypeInformation<RowData> producedType;

    private transient RevisionDecoders revisions;
    private transient Map<String, RowDecoder> byTopic;
    private transient Map<String, RowDecoder> bySubscription;
    private transient MessageData data;

    /**
     * @param topics whose messages are read
     * @param columns what is read of them
     */
    public SchemaRowDeserializer(
            SchemaLookup lookup,
            SchemaTopics topics,
            RowType columns,
            TypeInformation<RowData> producedType) {
        this.lookup = lookup;
        this.topics = topics;
        this.columns = columns;
        this.producedType = producedType;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws IOException {
        revisions = new RevisionDecoders(lookup, columns);
        byTopic = new HashMap<>();
        bySubscription = new HashMap<>();
        data = new MessageData();
        for (String subscription : topics.subscriptions()) {
            Optional<String> topic = topicOf(subscription);
            if (topic.isPresent()) {
                bySubscription.put(subscription, decoderOf(topic.get()));
            }
        }
        if (topics.subscriptions().isEmpty()) {
            decoderOf(topics.topic());
        }
    }

    /** A subscription that the job creates need not be there yet. */
    private Optional<String> topicOf(String subscription) throws IOException {
        try {
            return lookup.topicOf(subscription);
        } catch (MissingResourceException | PermissionDeniedException e) {
            if (topics.topic().isEmpty()) {
                throw e;
            }
            return Optional.of(topics.topic());
        }
    }

    private RowDecoder decoderOf(String topic) throws IOException {
        RowDecoder decoder = byTopic.get(topic);
        if (decoder == null) {
            decoder = revisions.add(lookup.ofTopic(topic));
            byTopic.put(topic, decoder);
        }
        return decoder;
    }

    @Override
    public void deserialize(PubsubMessage message, Delivery delivery, Collector<RowData> out)
            throws IOException {
        out.collect(decoder(message, delivery).decode(data.of(message)));
    }

    private RowDecoder decoder(PubsubMessage message, Delivery delivery) throws IOException {
        if (RevisionDecoders.isNamedBy(message)) {
            return revisions.of(message);
        }
        RowDecoder decoder =
                bySubscription.getOrDefault(delivery.subscription(), byTopic.get(topics.topic()));
        if (decoder == null) {
            throw new IOException("it names no schema, and its topic was deleted");
        }
        return decoder;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return producedType;
    }
}
