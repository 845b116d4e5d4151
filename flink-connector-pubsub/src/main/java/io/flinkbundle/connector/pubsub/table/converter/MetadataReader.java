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

package io.flinkbundle.connector.pubsub.table.converter;

import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema.Delivery;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.io.Serializable;

/** Reads the value of a metadata column. */
@FunctionalInterface
@Internal
public interface MetadataReader extends Serializable {

    /**
     * @return the value in Flink's internal form; null for NULL
     */
    Object read(PubsubMessage message, Delivery delivery) throws IOException;
}
