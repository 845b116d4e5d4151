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

import io.flinkbundle.connector.pubsub.source.reader.EventTime;
import io.flinkbundle.connector.pubsub.source.reader.PublishTime;
import io.flinkbundle.connector.pubsub.table.converter.MetadataReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

import com.google.pubsub.v1.PubsubMessage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a message tells beside its data. */
@Internal
enum ReadableMetadata {
    MESSAGE_ID("message-id", DataTypes.STRING().notNull()),
    PUBLISH_TIME("publish-time", DataTypes.TIMESTAMP_LTZ(3).notNull()),
    TIMESTAMP("timestamp", DataTypes.TIMESTAMP_LTZ(3).notNull()),
    ORDERING_KEY("ordering-key", DataTypes.STRING().nullable()),
    ATTRIBUTES("attributes", DataTypes.MAP(DataTypes.STRING(), DataTypes.STRING()).nullable()),
    DELIVERY_ATTEMPT("delivery-attempt", DataTypes.INT().nullable()),
    SUBSCRIPTION("subscription", DataTypes.STRING().notNull());

    private final String key;
    private final DataType type;

    ReadableMetadata(String key, DataType type) {
        this.key = key;
        this.type = type;
    }

    /**
     * @param timestampAttribute see {@link EventTime#of}
     */
    MetadataReader reader(String timestampAttribute) {
        return switch (this) {
            case MESSAGE_ID -> (message, delivery) -> text(message.getMessageId());
            case PUBLISH_TIME ->
                    (message, delivery) ->
                            TimestampData.fromEpochMillis(PublishTime.millis(message));
            case TIMESTAMP -> {
                EventTime eventTime = EventTime.of(timestampAttribute);
                yield (message, delivery) ->
                        TimestampData.fromEpochMillis(eventTime.millis(message));
            }
            case ORDERING_KEY ->
                    (message, delivery) ->
                            message.getOrderingKey().isEmpty()
                                    ? null
                                    : text(message.getOrderingKey());
            case ATTRIBUTES -> (message, delivery) -> attributes(message);
            case DELIVERY_ATTEMPT ->
                    (message, delivery) -> delivery.attempt() == 0 ? null : delivery.attempt();
            case SUBSCRIPTION -> (message, delivery) -> text(delivery.subscription());
        };
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static GenericMapData attributes(PubsubMessage message) {
        Map<StringData, StringData> attributes = new HashMap<>();
        message.getAttributesMap()
                .forEach((name, value) -> attributes.put(text(name), text(value)));
        return new GenericMapData(attributes);
    }

    static Map<String, DataType> all() {
        return Arrays.stream(values())
                .collect(
                        Collectors.toMap(
                                each -> each.key,
                                each -> each.type,
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    static ReadableMetadata of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no metadata '" + key + "'."));
    }
}
