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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.process.PubSubProcess;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;

import java.util.List;
import java.util.Optional;

/** A topic, whose messages are counted as soon as they are there, and then are gone. */
@Internal
final class PubSubTarget implements Target {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;

    private final Verdict verdict = new Verdict();
    private final PubSubProcess server;

    PubSubTarget(PubSubProcess server) {
        this.server = server;
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_out (n BIGINT, k INT, c BIGINT) WITH (
                  'connector' = 'pubsub', 'emulator-host' = '%s:%d', 'project' = '%s',
                  'topic' = '%s', 'format' = 'json', 'key.fields' = 'k')"""
                .formatted(
                        Ports.HOST,
                        server.link().port(),
                        PubSubProcess.PROJECT,
                        PubSubProcess.TOPIC);
    }

    @Override
    public Optional<Verdict> read() {
        drain();
        return Optional.of(verdict);
    }

    @Override
    public void drain() {
        for (List<ReceivedMessage> page = pull(); !page.isEmpty(); page = pull()) {
            AcknowledgeRequest.Builder acknowledgement =
                    AcknowledgeRequest.newBuilder()
                            .setSubscription(PubSubProcess.SUBSCRIPTION_NAME);
            for (ReceivedMessage message : page) {
                add(message.getMessage().getData().toStringUtf8());
                acknowledgement.addAckIds(message.getAckId());
            }
            server.subscriber().acknowledge(acknowledgement.build());
        }
    }

    @SuppressWarnings("deprecation") // an empty subscription answers at once
    private List<ReceivedMessage> pull() {
        return server.subscriber()
                .pull(
                        PullRequest.newBuilder()
                                .setSubscription(PubSubProcess.SUBSCRIPTION_NAME)
                                .setMaxMessages(PAGE)
                                .setReturnImmediately(true)
                                .build())
                .getReceivedMessagesList();
    }

    private void add(String data) {
        try {
            JsonNode row = JSON.readTree(data);
            verdict.add(row.get("n").asLong(), row.get("k").asInt(), row.get("c").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The job has published this: " + data, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
