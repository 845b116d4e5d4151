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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads one field with one of Flink's formats. */
@Internal
final class PayloadDeserializationSchema<T> implements RedisStreamsDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final String payloadField;
    private final byte[] payloadFieldBytes;
    private final DeserializationSchema<T> format;

    PayloadDeserializationSchema(String payloadField, DeserializationSchema<T> format) {
        this.payloadField = payloadField;
        this.payloadFieldBytes = payloadField.getBytes(StandardCharsets.UTF_8);
        this.format = format;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        format.open(context);
    }

    @Override
    public void deserialize(StreamEntry entry, Collector<T> out) throws IOException {
        byte[] payload =
                entry.value(payloadFieldBytes)
                        .orElseThrow(
                                () -> new IOException("there is no field '" + payloadField + "'"));
        format.deserialize(payload, out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return format.getProducedType();
    }
}
