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

package io.flinkbundle.connector.redis.keyvalue;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.SerializationSchema;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns a record into changes of keys.
 *
 * <pre>{@code
 * KeyValueSerializationSchema<Price> schema =
 *         (price, out) ->
 *                 out.accept(new KeyChange.SetString(price.symbolAsBytes(), price.amountAsBytes()));
 * }</pre>
 *
 * <p>Called by the task thread only; one copy for each subtask.
 *
 * @param <T> the records
 */
@FunctionalInterface
@PublicEvolving
public interface KeyValueSerializationSchema<T> extends Serializable {

    /** Called once, before the first record. */
    default void open(SerializationSchema.InitializationContext context) throws Exception {}

    /**
     * Says what a record changes.
     *
     * @param record the record
     * @param out takes none, one or many changes; nothing is written if the call fails
     * @throws IOException if the record cannot be written; what follows is the choice of the user,
     *     see {@link RedisKeyValueSinkBuilder#setOnRejected}. An unchecked exception means the
     *     same.
     */
    void serialize(T record, Consumer<KeyChange> out) throws IOException;

    /**
     * Whether each change says all there is to say about its key, so that of several changes of one
     * key that wait together the last is enough. It is not where elements are appended, or where
     * records set different fields of a hash; therefore false by default.
     */
    default boolean isLastChangeEnough() {
        return false;
    }

    /**
     * Renders a record that was rejected, for its dead letter. By default its {@code toString()} in
     * UTF-8.
     */
    default byte[] describe(T record) {
        return String.valueOf(record).getBytes(StandardCharsets.UTF_8);
    }
}
