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

package io.flinkbundle.connector.pubsub.sink.writer;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageLimitsTest {

    private final PubsubMessage.Builder message =
            PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("data"));

    @Test
    void takesWhatTheServiceTakes() {
        message.setOrderingKey("k".repeat(1024)).putAttributes("n".repeat(256), "v".repeat(1024));
        for (int i = 1; i < 100; i++) {
            message.putAttributes("a" + i, "");
        }

        assertThat(MessageLimits.violation(message.build())).isEmpty();
    }

    @Test
    void refusesAnEmptyMessage() {
        assertThat(MessageLimits.violation(PubsubMessage.getDefaultInstance()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("neither data nor"));
    }

    @Test
    void refusesAMessageThatIsTooLarge() {
        message.setData(ByteString.copyFrom(new byte[MessageLimits.MAX_MESSAGE_BYTES]));

        assertThat(MessageLimits.violation(message.build()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("more than the 10 MB"));
    }

    @Test
    void refusesAnOrderingKeyThatIsTooLongInBytes() {
        message.setOrderingKey("ä".repeat(513));

        assertThat(MessageLimits.violation(message.build()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("ordering key"));
    }

    @Test
    void refusesAttributesBeyondTheLimits() {
        assertThat(MessageLimits.violation(attribute("", "v"))).isPresent();
        assertThat(MessageLimits.violation(attribute("googclient", "v"))).isPresent();
        assertThat(MessageLimits.violation(attribute("ä".repeat(129), "v"))).isPresent();
        assertThat(MessageLimits.violation(attribute("n", "v".repeat(1025)))).isPresent();
        message.clearAttributes();
        for (int i = 0; i < 101; i++) {
            message.putAttributes("a" + i, "");
        }
        assertThat(MessageLimits.violation(message.build()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("101 attributes"));
    }

    private PubsubMessage attribute(String name, String value) {
        return message.clearAttributes().putAttributes(name, value).build();
    }
}
