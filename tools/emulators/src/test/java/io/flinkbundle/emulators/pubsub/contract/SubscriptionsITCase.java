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
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.DetachSubscriptionRequest;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.Status.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class SubscriptionsITCase extends ContractTestBase {

    @BeforeEach
    void createTopic() {
        client.createTopic();
    }

    @Test
    void fillsInTheDefaults() {
        Subscription created = client.createSubscription(SUBSCRIPTION, s -> s);

        assertThat(created.getAckDeadlineSeconds()).isEqualTo(10);
        assertThat(created.getMessageRetentionDuration()).isEqualTo(Durations.fromDays(7));
        assertThat(created.getExpirationPolicy().getTtl()).isEqualTo(Durations.fromDays(31));
        assertThat(created.getState()).isEqualTo(Subscription.State.ACTIVE);
        assertThat(get()).isEqualTo(created);
    }

    @Test
    void fillsInTheDefaultsOfItsPolicies() {
        Subscription created =
                client.createSubscription(
                        SUBSCRIPTION,
                        s ->
                                s.setRetryPolicy(RetryPolicy.getDefaultInstance())
                                        .setDeadLetterPolicy(deadLetters(0)));

        assertThat(created.getRetryPolicy().getMinimumBackoff())
                .isEqualTo(Durations.fromSeconds(10));
        assertThat(created.getRetryPolicy().getMaximumBackoff())
                .isEqualTo(Durations.fromSeconds(600));
        assertThat(created.getDeadLetterPolicy().getMaxDeliveryAttempts()).isEqualTo(5);
    }

    @Test
    void refusesASecondSubscriptionOfTheName() {
        client.createSubscription(SUBSCRIPTION, s -> s);

        assertRefused(Code.ALREADY_EXISTS, () -> client.createSubscription(SUBSCRIPTION, s -> s));
    }

    @Test
    void doesNotFindATopicOrSubscriptionThatIsNone() {
        assertRefused(
                Code.NOT_FOUND,
                () ->
                        client.createSubscription(
                                SUBSCRIPTION, s -> s.setTopic(PROJECT + "/topics/none")));
        assertRefused(Code.NOT_FOUND, this::get);
        assertRefused(Code.NOT_FOUND, () -> client.pull());
        assertRefused(Code.NOT_FOUND, this::delete);
    }

    @ParameterizedTest
    @MethodSource("invalidSettings")
    void refusesSettingsOutOfRange(String field, UnaryOperator<Subscription.Builder> settings) {
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> client.createSubscription(SUBSCRIPTION, settings))
                .hasMessageContaining(field);
    }

    static Stream<Arguments> invalidSettings() {
        return Stream.of(
                invalid("short deadline", "ack_deadline_seconds", s -> s.setAckDeadlineSeconds(9)),
                invalid("long deadline", "ack_deadline_seconds", s -> s.setAckDeadlineSeconds(601)),
                invalid(
                        "short retention",
                        "message_retention_duration",
                        s -> s.setMessageRetentionDuration(Durations.fromSeconds(599))),
                invalid(
                        "long retention",
                        "message_retention_duration",
                        s -> s.setMessageRetentionDuration(Durations.fromDays(32))),
                invalid(
                        "short life",
                        "expiration_policy.ttl",
                        s ->
                                s.setExpirationPolicy(
                                        ExpirationPolicy.newBuilder()
                                                .setTtl(Durations.fromHours(23)))),
                invalid(
                        "few attempts",
                        "max_delivery_attempts",
                        s -> s.setDeadLetterPolicy(deadLetters(4))),
                invalid(
                        "many attempts",
                        "max_delivery_attempts",
                        s -> s.setDeadLetterPolicy(deadLetters(101))),
                invalid(
                        "long back-off",
                        "maximum_backoff",
                        s ->
                                s.setRetryPolicy(
                                        RetryPolicy.newBuilder()
                                                .setMaximumBackoff(Durations.fromSeconds(601)))),
                invalid(
                        "back-offs the wrong way round",
                        "minimum_backoff",
                        s ->
                                s.setRetryPolicy(
                                        RetryPolicy.newBuilder()
                                                .setMinimumBackoff(Durations.fromSeconds(20))
                                                .setMaximumBackoff(Durations.fromSeconds(15)))),
                invalid("invalid filter", "filter", s -> s.setFilter("name = \"a\"")),
                invalid(
                        "long filter",
                        "256 bytes",
                        s -> s.setFilter("attributes:" + "a".repeat(246))),
                invalid("invalid name", "name=", s -> s.setName(PROJECT + "/subscriptions/go")));
    }

    private static Arguments invalid(
            String name, String field, UnaryOperator<Subscription.Builder> settings) {
        return argumentSet(name, field, settings);
    }

    @Test
    void takesAFilterOfTheLongestLength() {
        String filter = "attributes:" + "a".repeat(245);

        assertThat(client.createSubscription(SUBSCRIPTION, s -> s.setFilter(filter)).getFilter())
                .isEqualTo(filter);
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertRefused(
                        Code.UNIMPLEMENTED,
                        () ->
                                client.createSubscription(
                                        SUBSCRIPTION,
                                        s ->
                                                s.setPushConfig(
                                                        PushConfig.newBuilder()
                                                                .setPushEndpoint("https://a.b"))))
                .hasMessageContaining("push");
    }

    @Test
    void changesWhatTheMaskNamesAndNothingElse() {
        client.createSubscription(SUBSCRIPTION, s -> s);

        Subscription updated =
                update(
                        s -> s.setAckDeadlineSeconds(30).setEnableExactlyOnceDelivery(true),
                        "enable_exactly_once_delivery");

        assertThat(updated.getEnableExactlyOnceDelivery()).isTrue();
        assertThat(updated.getAckDeadlineSeconds()).isEqualTo(10);
        assertThat(get()).isEqualTo(updated);
    }

    @Test
    void refusesToChangeWhatIsFixedAtCreation() {
        client.createSubscription(SUBSCRIPTION, s -> s);

        for (String fixed : new String[] {"filter", "enable_message_ordering", "topic"}) {
            assertRefused(Code.INVALID_ARGUMENT, () -> update(s -> s, fixed))
                    .hasMessageContaining("path " + fixed);
        }
    }

    @Test
    void refusesAChangeOutOfRangeAndStaysAsItWas() {
        Subscription created = client.createSubscription(SUBSCRIPTION, s -> s);

        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> update(s -> s.setAckDeadlineSeconds(5), "ack_deadline_seconds"));

        assertThat(get()).isEqualTo(created);
    }

    @Test
    void getsOnlyWhatIsPublishedAfterItsCreation() {
        client.publish("before");
        client.createSubscription(SUBSCRIPTION, s -> s);
        client.publish("after");

        assertThat(textsOf(client.pull())).containsExactly("after");
    }

    @Test
    void servesEachSubscriptionOfATopicWithAllMessages() {
        client.createSubscription(SUBSCRIPTION, s -> s);
        client.createSubscription(PROJECT + "/subscriptions/other", s -> s);
        client.publish("a", "b");

        assertThat(textsOf(client.pull())).containsExactly("a", "b");
        assertThat(textsOf(client.pull(PROJECT + "/subscriptions/other", 10)))
                .containsExactly("a", "b");
    }

    @Test
    void isGoneOnceItIsDeleted() {
        client.createSubscription(SUBSCRIPTION, s -> s);
        client.publish("a");
        delete();

        assertRefused(Code.NOT_FOUND, () -> client.pull());
        client.createSubscription(SUBSCRIPTION, s -> s);
        assertThat(client.pull()).isEmpty();
    }

    @Test
    void servesNobodyOnceItIsDetached() {
        client.createSubscription(SUBSCRIPTION, s -> s);
        client.publish("a");

        client.publisher()
                .detachSubscription(
                        DetachSubscriptionRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .build());

        assertThat(get().getDetached()).isTrue();
        assertRefused(Code.FAILED_PRECONDITION, () -> client.pull());
    }

    @Test
    void expiresWhenNobodyUsesIt() {
        client.createSubscription(SUBSCRIPTION, s -> s);
        CLOCK.advance(Duration.ofDays(30));
        client.pull();
        CLOCK.advance(Duration.ofDays(31));
        assertThat(get().getName()).isEqualTo(SUBSCRIPTION);

        CLOCK.advance(Duration.ofDays(31).plusSeconds(1));

        assertRefused(Code.NOT_FOUND, this::get);
        assertThat(
                        client.subscriber()
                                .listSubscriptions(
                                        ListSubscriptionsRequest.newBuilder()
                                                .setProject(PROJECT)
                                                .build())
                                .getSubscriptionsList())
                .isEmpty();
    }

    @Test
    void neverExpiresWhenItsPolicyHasNoTime() {
        client.createSubscription(
                SUBSCRIPTION, s -> s.setExpirationPolicy(ExpirationPolicy.getDefaultInstance()));

        CLOCK.advance(Duration.ofDays(1_000));

        assertThat(get().getName()).isEqualTo(SUBSCRIPTION);
    }

    private Subscription get() {
        return client.subscriber()
                .getSubscription(
                        GetSubscriptionRequest.newBuilder().setSubscription(SUBSCRIPTION).build());
    }

    private void delete() {
        client.subscriber()
                .deleteSubscription(
                        DeleteSubscriptionRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .build());
    }

    private Subscription update(UnaryOperator<Subscription.Builder> settings, String... paths) {
        FieldMask.Builder mask = FieldMask.newBuilder();
        for (String path : paths) {
            mask.addPaths(path);
        }
        return client.subscriber()
                .updateSubscription(
                        UpdateSubscriptionRequest.newBuilder()
                                .setSubscription(
                                        settings.apply(
                                                Subscription.newBuilder()
                                                        .setName(SUBSCRIPTION)
                                                        .setTopic(TOPIC)))
                                .setUpdateMask(mask)
                                .build());
    }

    private static DeadLetterPolicy deadLetters(int attempts) {
        return DeadLetterPolicy.newBuilder()
                .setDeadLetterTopic(PROJECT + "/topics/dead")
                .setMaxDeliveryAttempts(attempts)
                .build();
    }
}
