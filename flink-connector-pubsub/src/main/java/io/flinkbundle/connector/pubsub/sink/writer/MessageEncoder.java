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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.sink.PubSubSerializationSchema;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Makes the message of a record, or rejects the record. Not thread-safe. */
@Internal
public final class MessageEncoder<T> {

    private final PubSubSerializationSchema<T> schema;
    private final String topic;
    private final UnaryOperator<String> fullName;
    private final String idAttribute;
    private final BadRecords badRecords;
    private final String idPrefix = UUID.randomUUID() + "-";

    private long lastId;
    private Lane lastLane = new Lane("", "");
    private String lastName = "";
    private String lastFullName = "";

    /**
     * @param schema already open
     * @param topic the full name of the topic of records that name none; empty if each must
     * @param fullName makes a full name of what a record names
     * @param idAttribute empty for none
     */
    public MessageEncoder(
            PubSubSerializationSchema<T> schema,
            String topic,
            UnaryOperator<String> fullName,
            String idAttribute,
            BadRecords badRecords) {
        this.schema = schema;
        this.topic = topic;
        this.fullName = fullName;
        this.idAttribute = idAttribute;
        this.badRecords = badRecords;
    }

    /** Adds the message of a record, or none if the record is bad. */
    void encode(T record, OpenMessages out) throws IOException {
        PubsubMessage message;
        Lane lane;
        try {
            message = schema.serialize(record);
            lane = lane(schema.topic(record), message.getOrderingKey());
        } catch (IOException | RuntimeException e) {
            badRecords.reject(
                    "the record cannot be written: " + reasonOf(e), schema.describe(record));
            return;
        }
        if (!idAttribute.isEmpty()) {
            message = message.toBuilder().putAttributes(idAttribute, idPrefix + ++lastId).build();
        }
        Optional<String> violation = MessageLimits.violation(message);
        if (violation.isPresent()) {
            badRecords.reject(violation.get(), schema.describe(record));
            return;
        }
        out.add(lane, message);
    }

    /** Records often go where the record before went. */
    private Lane lane(Optional<String> chosen, String orderingKey) {
        String target = chosen.isPresent() ? fullName(chosen.get()) : topic;
        if (target.isEmpty()) {
            throw new IllegalArgumentException("neither the record nor the sink names a topic");
        }
        if (!lastLane.topic().equals(target) || !lastLane.orderingKey().equals(orderingKey)) {
            lastLane = new Lane(target, orderingKey);
        }
        return lastLane;
    }

    private String fullName(String name) {
        if (!lastName.equals(name)) {
            lastFullName = fullName.apply(name);
            lastName = name;
        }
        return lastFullName;
    }

    private static String reasonOf(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
