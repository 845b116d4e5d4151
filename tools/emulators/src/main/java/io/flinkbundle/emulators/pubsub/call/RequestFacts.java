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

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.StreamingPullRequest;

import java.util.List;

/**
 * What a request is about.
 *
 * @param resource what it names
 * @param items how many messages or ack ids it has
 */
@Internal
public record RequestFacts(String resource, int items) {

    /** Where requests name their resource, the more telling field first. */
    private static final List<String> NAMES =
            List.of("name", "subscription", "topic", "snapshot", "schema", "parent", "project");

    public static RequestFacts of(Message request) {
        if (request instanceof PublishRequest publish) {
            return new RequestFacts(publish.getTopic(), publish.getMessagesCount());
        }
        if (request instanceof AcknowledgeRequest acknowledge) {
            return new RequestFacts(acknowledge.getSubscription(), acknowledge.getAckIdsCount());
        }
        if (request instanceof ModifyAckDeadlineRequest modify) {
            return new RequestFacts(modify.getSubscription(), modify.getAckIdsCount());
        }
        if (request instanceof StreamingPullRequest stream) {
            return new RequestFacts(
                    stream.getSubscription(),
                    stream.getAckIdsCount() + stream.getModifyDeadlineAckIdsCount());
        }
        return new RequestFacts(resourceOf(request), 0);
    }

    private static String resourceOf(Message message) {
        for (String name : NAMES) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            if (field == null) {
                continue;
            }
            Object value = message.getField(field);
            String text = value instanceof Message inner ? resourceOf(inner) : value.toString();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
