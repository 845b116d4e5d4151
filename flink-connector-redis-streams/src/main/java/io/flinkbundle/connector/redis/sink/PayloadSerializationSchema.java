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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes one field with one of Flink's formats. */
@Internal
final class PayloadSerializationSchema<T> implements RedisStreamsSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final byte[] payloadField;
    private final SerializationSchema<T> format;

    PayloadSerializationSchema(String payloadField, SerializationSchema<T> format) {
        this.payloadField = payloadField.getBytes(StandardCharsets.UTF_8);
        this.format = format;
    }

    @Override
    public void open(SerializationSchema.InitializationContext context) throws Exception {
        format.open(context);
    }

    @Override
    public void serialize(T record, EntryFields entry) throws IOException {
        byte[] payload = format.serialize(record);
        if (payload == null) {
            throw new IOException("the format has no text for it, as for a deletion");
        }
        entry.field(payloadField, payload);
    }
}
