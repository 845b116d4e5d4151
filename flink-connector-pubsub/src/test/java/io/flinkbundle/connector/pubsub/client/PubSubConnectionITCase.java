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

package io.flinkbundle.connector.pubsub.client;

import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(60)
class PubSubConnectionITCase {

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    @Test
    void namesTheProjectThatPaysForItsRequests() throws Exception {
        PubSubConnectionOptions options =
                PubSubConnectionOptions.builder()
                        .setEmulatorHost(SERVER.emulator().endpoint())
                        .setQuotaProject("payer")
                        .build();

        try (SubscriptionAdmin admin = new GrpcSubscriberClients(options).openAdmin()) {
            admin.delete(PubSubTopics.subscription("missing"));
        }

        assertThat(SERVER.emulator().calls().calls(Rpc.DELETE_SUBSCRIPTION))
                .singleElement()
                .satisfies(
                        call ->
                                assertThat(call.headers())
                                        .containsEntry("x-goog-user-project", "payer"));
    }

    @Test
    void leadsToTheEndpointOfItsUniverse() {
        assumeThat(System.getenv("PUBSUB_EMULATOR_HOST")).as("leads elsewhere").isNull();

        assertThat(options().build().address()).isEqualTo("pubsub.googleapis.com:443");
        assertThat(options().setUniverseDomain("example.org").build().address())
                .isEqualTo("pubsub.example.org:443");
        assertThat(
                        options()
                                .setUniverseDomain("example.org")
                                .setEndpoint("europe-west1-pubsub.googleapis.com:443")
                                .build()
                                .address())
                .isEqualTo("europe-west1-pubsub.googleapis.com:443");
    }

    private static PubSubConnectionOptions.Builder options() {
        return PubSubConnectionOptions.builder();
    }
}
