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

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;

/** Reads the data of messages with one of Flink's formats. */
@Internal
final class DataDeserializationSchema<T> implements PubSubDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final DeserializationSchema<T> format;
    private transient MessageData data;

    DataDeserializationSchema(DeserializationSchema<T> format) {
        this.format = format;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        format.open(context);
        data = new MessageData();
    }

    @Override
    public void deserialize(PubsubMessage message, Delivery delivery, Collector<T> out)
            throws IOException {
        format.deserialize(data.of(message), out);
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return format.getProducedType();
    }
}
