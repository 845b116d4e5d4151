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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.Topic;

/** What the service refuses in the settings of a topic, and what the emulator does not have. */
@Internal
public final class TopicRules {

    private TopicRules() {}

    public static void check(Topic topic) {
        ResourceNames.checkTopic(topic.getName());
        if (topic.hasMessageRetentionDuration()) {
            Ranges.checkRetention(topic.getMessageRetentionDuration());
        }
        Ranges.checkLabels(topic.getLabelsMap());
        Unsupported.refuse(!topic.getKmsKeyName().isEmpty(), "customer-managed keys");
        Unsupported.refuse(topic.hasIngestionDataSourceSettings(), "ingestion topics");
        Unsupported.refuse(topic.getMessageTransformsCount() > 0, "message transforms");
        Unsupported.refuse(topic.getTagsCount() > 0, "tags");
    }
}
