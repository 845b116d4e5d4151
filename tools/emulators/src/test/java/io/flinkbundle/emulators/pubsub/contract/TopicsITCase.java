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

package io.flinkbundle.emulators.pubsub.contract;

import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.IngestionDataSourceSettings;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

class TopicsITCase extends ContractTestBase {

    @Test
    void givesTheTopicThatWasCreated() {
        Topic created =
                client.publisher()
                        .createTopic(
                                Topic.newBuilder().setName(TOPIC).putLabels("team", "a").build());

        assertThat(get(TOPIC)).isEqualTo(created);
        assertThat(created.getLabelsMap()).containsEntry("team", "a");
    }

    @Test
    void refusesASecondTopicOfTheName() {
        client.createTopic();

        assertRefused(Code.ALREADY_EXISTS, () -> client.createTopic())
                .hasMessageContaining("Resource already exists in the project (resource=" + TOPIC);
    }

    @Test
    void doesNotFindATopicThatIsNone() {
        assertRefused(Code.NOT_FOUND, () -> get(TOPIC)).hasMessageContaining("resource=" + TOPIC);
        assertRefused(Code.NOT_FOUND, () -> delete(TOPIC));
        assertRefused(Code.NOT_FOUND, () -> client.publish("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "events",
                "projects/test/topics/",
                "projects/test/topics/ab",
                "projects/test/topics/1abc",
                "projects/test/topics/google-events",
                "projects/test/topics/with space",
                "projects/test/topics/a/b",
                "projects//topics/events",
                "projects/test/subscriptions/events"
            })
    void refusesNamesThatBreakTheRules(String name) {
        assertRefused(Code.INVALID_ARGUMENT, () -> client.createTopic(name))
                .hasMessageContaining("name=" + name);
    }

    @Test
    void takesNamesUpToTheirLongestLength() {
        String id = "a".repeat(255);

        assertThat(client.createTopic(PROJECT + "/topics/" + id).getName()).endsWith(id);
        assertRefused(
                Code.INVALID_ARGUMENT, () -> client.createTopic(PROJECT + "/topics/" + id + "a"));
    }

    @Test
    void listsTheTopicsOfAProjectInPages() {
        for (String id : new String[] {"ccc", "aaa", "bbb"}) {
            client.createTopic(PROJECT + "/topics/" + id);
        }
        client.createTopic("projects/test2/topics/ddd");

        ListTopicsResponse first = list(2, "");
        ListTopicsResponse second = list(2, first.getNextPageToken());

        assertThat(first.getTopicsList())
                .extracting(Topic::getName)
                .containsExactly(PROJECT + "/topics/aaa", PROJECT + "/topics/bbb");
        assertThat(second.getTopicsList())
                .extracting(Topic::getName)
                .containsExactly(PROJECT + "/topics/ccc");
        assertThat(second.getNextPageToken()).isEmpty();
    }

    @Test
    void changesWhatTheMaskNamesAndNothingElse() {
        client.createTopic();

        Topic updated =
                update(
                        Topic.newBuilder()
                                .setName(TOPIC)
                                .putLabels("a", "b")
                                .setMessageRetentionDuration(Durations.fromHours(1))
                                .build(),
                        "message_retention_duration");

        assertThat(updated.getMessageRetentionDuration()).isEqualTo(Durations.fromHours(1));
        assertThat(updated.getLabelsMap()).isEmpty();
        assertThat(get(TOPIC)).isEqualTo(updated);
    }

    @Test
    void refusesAMaskThatIsEmptyOrNamesWhatCannotChange() {
        client.createTopic();
        Topic topic = Topic.newBuilder().setName(TOPIC).build();

        assertRefused(Code.INVALID_ARGUMENT, () -> update(topic));
        assertRefused(Code.INVALID_ARGUMENT, () -> update(topic, "name"))
                .hasMessageContaining("path name");
        assertRefused(Code.INVALID_ARGUMENT, () -> update(topic, "colour"));
    }

    @Test
    void refusesARetentionOutOfRange() {
        Topic.Builder topic = Topic.newBuilder().setName(TOPIC);

        for (long seconds : new long[] {0, 599, 31 * 86_400 + 1}) {
            topic.setMessageRetentionDuration(Durations.fromSeconds(seconds));
            assertRefused(
                            Code.INVALID_ARGUMENT,
                            () -> client.publisher().createTopic(topic.build()))
                    .hasMessageContaining("message_retention_duration");
        }
    }

    @Test
    void refusesWhatItDoesNotHave() {
        Topic ingesting =
                Topic.newBuilder()
                        .setName(TOPIC)
                        .setIngestionDataSourceSettings(
                                IngestionDataSourceSettings.getDefaultInstance())
                        .build();

        assertRefused(Code.UNIMPLEMENTED, () -> client.publisher().createTopic(ingesting))
                .hasMessageContaining("ingestion");
    }

    @Test
    void leavesSubscriptionsWithWhatTheyHaveWhenTheTopicIsDeleted() {
        client.createTopicAndSubscription();
        client.publish("kept");

        delete(TOPIC);

        assertThat(
                        client.subscriber()
                                .getSubscription(
                                        GetSubscriptionRequest.newBuilder()
                                                .setSubscription(SUBSCRIPTION)
                                                .build())
                                .getTopic())
                .isEqualTo("_deleted-topic_");
        assertThat(textsOf(client.pull())).containsExactly("kept");
    }

    @Test
    void listsItsSubscriptionsButNotThoseThatWereDetached() {
        client.createTopicAndSubscription();
        client.createSubscription(PROJECT + "/subscriptions/other", s -> s);

        client.publisher()
                .detachSubscription(
                        DetachSubscriptionRequest.newBuilder()
                                .setSubscription(PROJECT + "/subscriptions/other")
                                .build());

        assertThat(
                        client.publisher()
                                .listTopicSubscriptions(
                                        ListTopicSubscriptionsRequest.newBuilder()
                                                .setTopic(TOPIC)
                                                .build())
                                .getSubscriptionsList())
                .containsExactly(SUBSCRIPTION);
    }

    private Topic get(String name) {
        return client.publisher().getTopic(GetTopicRequest.newBuilder().setTopic(name).build());
    }

    private void delete(String name) {
        client.publisher().deleteTopic(DeleteTopicRequest.newBuilder().setTopic(name).build());
    }

    private ListTopicsResponse list(int size, String token) {
        return client.publisher()
                .listTopics(
                        ListTopicsRequest.newBuilder()
                                .setProject(PROJECT)
                                .setPageSize(size)
                                .setPageToken(token)
                                .build());
    }

    private Topic update(Topic topic, String... paths) {
        FieldMask.Builder mask = FieldMask.newBuilder();
        for (String path : paths) {
            mask.addPaths(path);
        }
        return client.publisher()
                .updateTopic(
                        UpdateTopicRequest.newBuilder()
                                .setTopic(topic)
                                .setUpdateMask(mask)
                                .build());
    }
}
