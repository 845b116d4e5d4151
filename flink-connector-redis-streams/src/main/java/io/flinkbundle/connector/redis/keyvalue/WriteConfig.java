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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.KeyValueClient;
import io.flinkbundle.connector.redis.client.KeyWrites;
import io.flinkbundle.connector.redis.keyvalue.writer.ChangeEncoder;
import io.flinkbundle.connector.redis.keyvalue.writer.ChangeWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

/** What is written where; {@link RedisKeyValueSinkBuilder} says what each part means. */
@Internal
record WriteConfig<T>(
        KeyValueClient client,
        KeyValueSerializationSchema<T> serializer,
        Duration ttl,
        BadRecordHandling onRejected,
        String datasetName)
        implements Serializable {

    private static final String CONNECTOR = "redis";

    ChangeEncoder<T> createEncoder(WriterInitContext context) throws IOException {
        try {
            serializer.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IOException("The serializer of the sink could not be opened.", e);
        }
        return new ChangeEncoder<>(
                serializer, new KeyWrites(ttl), badRecords(context, "malformed"));
    }

    ChangeWriter createWriter(WriterInitContext context) throws IOException {
        if (context.getRestoredCheckpointId().isEmpty()) {
            // A job that has run before waits for its server; one that starts must not wait.
            client.openKeyValues().close();
        }
        return new ChangeWriter(
                client, badRecords(context, "rejected"), serializer.isLastChangeEnough());
    }

    /** One for each thread, with a counter of its own. */
    private BadRecords badRecords(WriterInitContext context, String counter) {
        return BadRecords.open(
                onRejected,
                CONNECTOR,
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.metricGroup().counter(counter));
    }
}
