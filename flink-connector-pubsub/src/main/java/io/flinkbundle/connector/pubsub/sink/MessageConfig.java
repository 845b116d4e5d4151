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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.client.GrpcPublishClient;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PublishClient;
import io.flinkbundle.connector.pubsub.client.ResourceNames;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What is written where; {@link PubSubSinkBuilder} says what each part means.
 *
 * @param topic its full name; empty if each record names its own
 * @param idAttribute empty for none
 */
@Internal
record MessageConfig<T>(
        PubSubConnectionOptions connection,
        String topic,
        PubSubSerializationSchema<T> serializer,
        String idAttribute,
        boolean compress,
        boolean createTopic,
        BadRecordHandling onRejected)
        implements Serializable {

    private static final String CONNECTOR = "pubsub";

    PublishClient openClient() throws IOException {
        return new GrpcPublishClient(connection, compress);
    }

    void openSerializer(WriterInitContext context) throws IOException {
        try {
            serializer.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IOException("The serializer of the sink could not be opened.", e);
        }
    }

    /** The full name of a topic that a record names. */
    String fullName(String name) {
        return ResourceNames.topic(name, connection.project());
    }

    List<String> topics() {
        return topic.isEmpty() ? List.of() : List.of(topic);
    }

    BadRecords badRecords(WriterInitContext context) {
        return BadRecords.open(
                onRejected,
                CONNECTOR,
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.metricGroup().counter("rejected"));
    }
}
