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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.sink.writer.AppendEncoder;
import io.flinkbundle.connector.redis.sink.writer.Routing;
import io.flinkbundle.connector.redis.sink.writer.TargetCheck;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What is written where; {@link RedisStreamsSinkBuilder} says what each part means. */
@Internal
record AppendConfig<T>(
        RedisStreamsClient client,
        List<String> streams,
        Routing routing,
        AppendOptions options,
        RedisStreamsSerializationSchema<T> serializer,
        BadRecordHandling onRejected,
        ReplicaWait replicas)
        implements Serializable {

    static final String CONNECTOR = "redis-streams";

    AppendEncoder<T> createEncoder(WriterInitContext context) throws IOException {
        try {
            serializer.open(context.asSerializationSchemaInitializationContext());
        } catch (Exception e) {
            throw new IOException("The serializer of the sink could not be opened.", e);
        }
        return new AppendEncoder<>(
                serializer, streams, routing, options, badRecords(context, "malformed"));
    }

    /** A job that has run before waits for its server; one that starts must not wait for ever. */
    void verifyTargetsOfFreshJob(WriterInitContext context) throws IOException {
        if (context.getRestoredCheckpointId().isEmpty()) {
            TargetCheck.verify(client, streams, options.createStream());
        }
    }

    /** One for each thread, with a counter of its own. */
    BadRecords badRecords(WriterInitContext context, String counter) {
        return BadRecords.open(
                onRejected,
                CONNECTOR,
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.metricGroup().counter(counter));
    }
}
