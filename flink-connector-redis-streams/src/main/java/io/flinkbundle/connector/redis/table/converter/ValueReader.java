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

package io.flinkbundle.connector.redis.table.converter;

import io.flinkbundle.connector.redis.client.KeyCommand;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Asks for the value of a key, and makes rows of the answer. Not thread-safe. */
@Internal
public interface ValueReader extends Serializable {

    /** Called once, before the first answer. */
    default void open(DeserializationSchema.InitializationContext context) throws Exception {}

    /** What is asked. */
    KeyCommand question(byte[] key);

    /**
     * What is asked besides, if the answer leaves open whether the key exists at all. The answer to
     * that takes the place of the first one.
     */
    default Optional<KeyCommand> secondQuestion(byte[] key, Object answer) {
        return Optional.empty();
    }

    /**
     * @param answer the raw answer to the question; null is nil
     * @return the rows of the key, none if it does not exist; they share no memory with anything
     * @throws IOException if key or value cannot be read
     */
    List<RowData> rows(byte[] key, Object answer) throws IOException;
}
