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

package io.flinkbundle.connector.redis.source;

import io.flinkbundle.connector.redis.client.StreamEntry;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.io.Serializable;

/**
 * Turns an entry of a stream into records.
 *
 * <pre>{@code
 * public class PriceSchema implements RedisStreamsDeserializationSchema<Price> {
 *     public void deserialize(StreamEntry entry, Collector<Price> out) throws IOException {
 *         out.collect(Price.parse(entry.value(PRICE).orElseThrow(() -> new IOException("no price"))));
 *     }
 *
 *     public TypeInformation<Price> getProducedType() {
 *         return TypeInformation.of(Price.class);
 *     }
 * }
 * }</pre>
 *
 * <p>Called by the task thread only; one copy for each subtask. Records carry the time part of the
 * entry's id as their timestamp.
 *
 * @param <T> the records
 */
@PublicEvolving
public interface RedisStreamsDeserializationSchema<T> extends Serializable, ResultTypeQueryable<T> {

    /** Called once, before the first entry. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /**
     * Takes an entry apart.
     *
     * @param entry the entry; its arrays may be kept and must not be changed
     * @param out takes none, one or many records; nothing is emitted if the call fails
     * @throws IOException if the entry is malformed; what follows is the choice of the user, see
     *     {@link RedisStreamsSourceBuilder#setOnMalformed}. An unchecked exception means the same.
     */
    void deserialize(StreamEntry entry, Collector<T> out) throws IOException;

    /**
     * A schema for entries that carry everything in one field, in any of Flink's formats.
     *
     * @param payloadField the name of that field
     * @param format reads the value of that field
     */
    static <T> RedisStreamsDeserializationSchema<T> payload(
            String payloadField, DeserializationSchema<T> format) {
        return new PayloadDeserializationSchema<>(payloadField, format);
    }

    @Override
    TypeInformation<T> getProducedType();
}
