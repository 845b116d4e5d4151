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

package io.flinkbundle.chaos.load;

import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.process.PubSubProcess;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

/**
 * A subscription with exactly-once delivery. Its emulator is never killed, so that each message is
 * published once.
 */
@Internal
public final class PubSubOrigin implements RowOrigin {

    private final PubSubProcess server;

    public PubSubOrigin(PubSubProcess server) {
        this.server = server;
    }

    /**
     * Leases are as short as they can be: after a kill they have to pass before rows come again.
     */
    @Override
    public String definition() {
        return """
                CREATE TABLE rows_in (n BIGINT, k INT, seen_at AS PROCTIME()) WITH (
                  'connector' = 'pubsub', 'emulator-host' = '%s:%d', 'project' = '%s',
                  'subscription' = '%s', 'format' = 'json',
                  'scan.delivery-guarantee' = 'exactly-once', 'scan.lease-extension' = '10 s')"""
                .formatted(
                        Ports.HOST,
                        server.link().port(),
                        PubSubProcess.PROJECT,
                        PubSubProcess.SUBSCRIPTION);
    }

    @Override
    public boolean add(long from, long to) {
        PublishRequest.Builder request =
                PublishRequest.newBuilder().setTopic(PubSubProcess.TOPIC_NAME);
        for (long number = from; number < to; number++) {
            request.addMessages(message(number));
        }
        server.publisher().publish(request.build());
        return true;
    }

    private static PubsubMessage message(long number) {
        int key = NumberedRows.key(number);
        return PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8("{\"n\":%d,\"k\":%d}".formatted(number, key)))
                .setOrderingKey(Integer.toString(key))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
