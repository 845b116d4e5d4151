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

package io.flinkbundle.emulators.pubsub.call;

import io.flinkbundle.emulators.pubsub.PubSubEmulator;
import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;
import io.flinkbundle.emulators.pubsub.testing.PullStream;
import io.flinkbundle.emulators.pubsub.testing.RawClient;

import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallLogITCase extends ContractTestBase {

    private CallLog calls;

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription();
        calls = emulator().calls();
        calls.clear();
    }

    @Test
    void tellsWhatWasCalled() {
        client.publish("a", "b");
        client.acknowledge(ackIdsOf(client.pull()));

        RecordedCall publish = calls.calls(Rpc.PUBLISH).get(0);
        assertThat(publish.resource()).isEqualTo(TOPIC);
        assertThat(publish.items()).isEqualTo(2);
        assertThat(publish.code()).hasValue(Code.OK);
        assertThat(publish.at()).isEqualTo(CLOCK.now());
        assertThat(publish.requestAs(PublishRequest.class).getMessagesCount()).isEqualTo(2);
        assertThat(calls.calls())
                .extracting(RecordedCall::rpc)
                .containsExactly(Rpc.PUBLISH, Rpc.PULL, Rpc.ACKNOWLEDGE);
        assertThat(calls.calls(Rpc.ACKNOWLEDGE).get(0).requestAs(AcknowledgeRequest.class))
                .extracting(AcknowledgeRequest::getAckIdsCount)
                .isEqualTo(2);
    }

    @Test
    void tellsHowACallEnded() {
        assertRefused(
                Code.NOT_FOUND,
                () ->
                        client.publisher()
                                .getTopic(
                                        GetTopicRequest.newBuilder()
                                                .setTopic(PROJECT + "/topics/none")
                                                .build()));

        assertThat(calls.calls(Rpc.GET_TOPIC).get(0).code()).hasValue(Code.NOT_FOUND);
        assertThat(calls.calls(Rpc.GET_TOPIC).get(0).resource())
                .isEqualTo(PROJECT + "/topics/none");
    }

    @Test
    void knowsAStreamOnceItIsOpen() throws Exception {
        PullStream stream = client.stream(r -> r.setClientId("reader"));

        calls.await(Rpc.STREAMING_PULL, 1, Duration.ofSeconds(30));

        RecordedCall opened = calls.calls(Rpc.STREAMING_PULL).get(0);
        assertThat(opened.resource()).isEqualTo(SUBSCRIPTION);
        assertThat(opened.code()).isEmpty();
        stream.cancel();
    }

    @Test
    void keepsHeadersButNoCredentials() {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer secret");
        headers.put(
                Metadata.Key.of("x-goog-user-project", Metadata.ASCII_STRING_MARSHALLER), "quota");

        client.publisher()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .getTopic(GetTopicRequest.newBuilder().setTopic(TOPIC).build());

        RecordedCall call = calls.calls(Rpc.GET_TOPIC).get(0);
        assertThat(call.headers()).containsEntry("x-goog-user-project", "quota");
        assertThat(call.toString()).doesNotContain("secret");
    }

    @Test
    void saysWhatIsMissingWhenItWaitsInVain() {
        client.publish("a");

        assertThatThrownBy(() -> calls.await(Rpc.PUBLISH, 2, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 calls of Publish")
                .hasMessageContaining("not 2");
    }

    @Test
    void keepsNoRequestsUnlessTold() {
        try (PubSubEmulator emulator = PubSubEmulator.builder().start();
                RawClient other = new RawClient(emulator)) {
            other.createTopic();

            RecordedCall call = emulator.calls().calls(Rpc.CREATE_TOPIC).get(0);

            assertThat(call.resource()).isEqualTo(TOPIC);
            assertThat(call.request()).isEmpty();
            assertThatThrownBy(() -> call.requestAs(PublishRequest.class))
                    .hasMessageContaining("keepRequests(true)");
        }
    }
}
