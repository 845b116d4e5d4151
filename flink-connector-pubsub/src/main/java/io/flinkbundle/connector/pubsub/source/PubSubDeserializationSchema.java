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

package io.flinkbundle.connector.pubsub.source;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.io.Serializable;

/**
 * Turns a message into records.
 *
 * <pre>{@code
 * public class OrderSchema implements PubSubDeserializationSchema<Order> {
 *     public void deserialize(PubsubMessage message, Delivery delivery, Collector<Order> out)
 *             throws IOException {
 *         out.collect(Order.parse(message.getData().newInput(), message.getOrderingKey()));
 *     }
 *
 *     public TypeInformation<Order> getProducedType() {
 *         return TypeInformation.of(Order.class);
 *     }
 * }
 * }</pre>
 *
 * <p>Called by the task thread only; one copy for each subtask. Records carry the time at which the
 * message was published as their timestamp, or that of an attribute, see {@link
 * PubSubSourceBuilder#setTimestampAttribute}.
 *
 * @param <T> the records
 */
@PublicEvolving
public interface PubSubDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** How a message came; valid during the call only. */
    interface Delivery {

        /** The full name of the subscription. */
        String subscription();

        /**
         * How often the message was delivered, this time included; 0 if the subscription has no
         * dead-letter topic, as the service counts only then.
         */
        int attempt();
    }

    /** Called once, before the first message. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Takes a message apart.
     *
     * @param message immutable, and may be kept
     * @param out takes none, one or many records; nothing is emitted if the call fails
     * @throws IOException if the message is malformed; what follows is the choice of the user, see
     *     {@link PubSubSourceBuilder#setOnMalformed}. An unchecked exception means the same.
     */
    void deserialize(PubsubMessage message, Delivery delivery, Collector<T> out) throws IOException;

    /** A schema for the data of messages, in any of Flink's formats. */
    static <T> PubSubDeserializationSchema<T> data(DeserializationSchema<T> format) {
        return new DataDeserializationSchema<>(format);
    }

    @Override
    TypeInformation<T> getProducedType();
}
