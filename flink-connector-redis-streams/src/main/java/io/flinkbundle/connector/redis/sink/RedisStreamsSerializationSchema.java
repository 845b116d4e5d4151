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

package io.flinkbundle.connector.redis.sink;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializationSchema;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Turns a record into an entry of a stream.
 *
 * <pre>{@code
 * RedisStreamsSerializationSchema<Price> schema =
 *         (price, entry) ->
 *                 entry.field(SYMBOL, price.symbol().getBytes(UTF_8))
 *                         .field(AMOUNT, price.amount().toString().getBytes(UTF_8));
 * }</pre>
 *
 * <p>Called by the task thread only; one copy for each subtask.
 *
 * @param <T> the records
 */
@FunctionalInterface
@PublicEvolving
public interface RedisStreamsSerializationSchema<T> extends Serializable {

    /** Called once, before the first record. */
    default void open(SerializationSchema.InitializationContext context) throws Exception {}

    /**
     * Writes the fields of an entry, at least one.
     *
     * @param record the record
     * @param entry takes the fields; its arrays must not be changed afterwards
     * @throws IOException if the record cannot be written; what follows is the choice of the user,
     *     see {@link RedisStreamsSinkBuilder#setOnRejected}. An unchecked exception means the same.
     */
    void serialize(T record, EntryFields entry) throws IOException;

    /**
     * Renders a record that was rejected, for its dead letter. By default its {@code toString()} in
     * UTF-8.
     */
    default byte[] describe(T record) {
        return String.valueOf(record).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A schema for entries that carry everything in one field, in any of Flink's formats.
     *
     * @param payloadField the name of that field
     * @param format makes the value of that field
     */
    static <T> RedisStreamsSerializationSchema<T> payload(
            String payloadField, SerializationSchema<T> format) {
        return new PayloadSerializationSchema<>(payloadField, format);
    }
}
