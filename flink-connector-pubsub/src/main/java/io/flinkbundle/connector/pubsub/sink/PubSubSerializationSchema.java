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

package io.flinkbundle.connector.pubsub.sink;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializationSchema;

import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns a record into a message.
 *
 * <pre>{@code
 * PubSubSerializationSchema<Order> schema =
 *         order ->
 *                 PubsubMessage.newBuilder()
 *                         .setData(ByteString.copyFromUtf8(order.toJson()))
 *                         .putAttributes("country", order.country())
 *                         .setOrderingKey(order.customerId())
 *                         .build();
 * }</pre>
 *
 * <p>Called by the task thread only; one copy for each subtask.
 *
 * @param <T> the records
 */
@FunctionalInterface
@PublicEvolving
public interface PubSubSerializationSchema<T> extends Serializable {

    /** Called once, before the first record. */
    default void open(SerializationSchema.InitializationContext context) throws Exception {}

    /**
     * Makes the message of a record. Messages with one ordering key are published in their order.
     *
     * @throws IOException if the record cannot be written; what follows is the choice of the user,
     *     see {@link PubSubSinkBuilder#setOnRejected}. An unchecked exception means the same, and
     *     so does a message that is beyond the limits of the service.
     */
    PubsubMessage serialize(T record) throws IOException;

    /**
     * The topic that the message of a record goes to, by its id or its full name. By default that
     * of the sink.
     */
    default Optional<String> topic(T record) {
        return Optional.empty();
    }

    /**
     * Renders a record that was rejected before it became a message, for its dead letter. By
     * default its {@code toString()} in UTF-8.
     */
    default byte[] describe(T record) {
        return String.valueOf(record).getBytes(StandardCharsets.UTF_8);
    }

    /** A schema for messages that carry a record in any of Flink's formats, and nothing else. */
    static <T> PubSubSerializationSchema<T> data(SerializationSchema<T> format) {
        return new PubSubSerializationSchema<>() {

            private static final long serialVersionUID = 1L;

            @Override
            public void open(SerializationSchema.InitializationContext context) throws Exception {
                format.open(context);
            }

            @Override
            public PubsubMessage serialize(T record) {
                return PubsubMessage.newBuilder()
                        .setData(UnsafeByteOperations.unsafeWrap(format.serialize(record)))
                        .build();
            }
        };
    }
}
