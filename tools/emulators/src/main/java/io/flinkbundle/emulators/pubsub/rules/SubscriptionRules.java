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

import io.flinkbundle.emulators.pubsub.filter.FilterSyntaxException;
import io.flinkbundle.emulators.pubsub.filter.MessageFilter;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;

import java.time.Duration;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The defaults of a subscription, what the service refuses in its settings and what the emulator
 * does not have.
 */
@Internal
public final class SubscriptionRules {

    private SubscriptionRules() {}

    /** The settings of a new subscription with all defaults filled in. Throws INVALID_ARGUMENT. */
    public static Subscription complete(Subscription requested) {
        ResourceNames.checkSubscription(requested.getName());
        ResourceNames.checkTopic(requested.getTopic());
        return completeSettings(requested.toBuilder().clearDetached().clearState().build());
    }

    /** The same for changed settings, whose topic may be gone. */
    public static Subscription completeSettings(Subscription requested) {
        refuseUnsupported(requested);
        checkFilter(requested.getFilter());
        Ranges.checkLabels(requested.getLabelsMap());
        Subscription.Builder settings = requested.toBuilder().setState(Subscription.State.ACTIVE);
        if (settings.getAckDeadlineSeconds() == 0) {
            settings.setAckDeadlineSeconds(Limits.MIN_ACK_DEADLINE_SECONDS);
        }
        checkAckDeadline("ack_deadline_seconds", settings.getAckDeadlineSeconds());
        if (!settings.hasMessageRetentionDuration()) {
            settings.setMessageRetentionDuration(toProto(Limits.DEFAULT_RETENTION));
        }
        Ranges.checkRetention(settings.getMessageRetentionDuration());
        settings.setExpirationPolicy(complete(requested, requested.getExpirationPolicy()));
        if (settings.hasDeadLetterPolicy()) {
            settings.setDeadLetterPolicy(complete(settings.getDeadLetterPolicy()));
        }
        if (settings.hasRetryPolicy()) {
            settings.setRetryPolicy(complete(settings.getRetryPolicy()));
        }
        return settings.build();
    }

    private static void refuseUnsupported(Subscription requested) {
        Unsupported.refuse(
                !requested.getPushConfig().getPushEndpoint().isEmpty(), "push subscriptions");
        Unsupported.refuse(
                requested.hasBigqueryConfig()
                        && !requested.getBigqueryConfig().getTable().isEmpty(),
                "BigQuery subscriptions");
        Unsupported.refuse(
                requested.hasCloudStorageConfig()
                        && !requested.getCloudStorageConfig().getBucket().isEmpty(),
                "Cloud Storage subscriptions");
        Unsupported.refuse(
                requested.hasBigtableConfig()
                        && !requested.getBigtableConfig().getTable().isEmpty(),
                "Bigtable subscriptions");
        Unsupported.refuse(requested.getMessageTransformsCount() > 0, "message transforms");
        Unsupported.refuse(requested.getTagsCount() > 0, "tags");
    }

    private static void checkFilter(String filter) {
        if (filter.getBytes(UTF_8).length > Limits.FILTER_BYTES) {
            throw Errors.invalidArgument(
                    "The filter is longer than " + Limits.FILTER_BYTES + " bytes.");
        }
        try {
            MessageFilter.parse(filter);
        } catch (FilterSyntaxException e) {
            throw Errors.invalidArgument(e.getMessage());
        }
    }

    /** Also for the deadline of a stream. */
    public static void checkAckDeadline(String field, int seconds) {
        Ranges.check(
                field, seconds, Limits.MIN_ACK_DEADLINE_SECONDS, Limits.MAX_ACK_DEADLINE_SECONDS);
    }

    /** The new deadline of a message, where 0 gives it back. */
    public static void checkDeadlineExtension(int seconds) {
        Ranges.check("ack_deadline_seconds", seconds, 0, Limits.MAX_ACK_DEADLINE_SECONDS);
    }

    private static ExpirationPolicy complete(Subscription requested, ExpirationPolicy policy) {
        if (!requested.hasExpirationPolicy()) {
            return ExpirationPolicy.newBuilder().setTtl(toProto(Limits.DEFAULT_EXPIRATION)).build();
        }
        if (policy.hasTtl()
                && Durations.toMillis(policy.getTtl()) < Limits.MIN_EXPIRATION.toMillis()) {
            throw Errors.invalidArgument(
                    "Invalid expiration_policy.ttl of "
                            + policy.getTtl().getSeconds()
                            + " seconds, it must be at least one day.");
        }
        return policy;
    }

    private static DeadLetterPolicy complete(DeadLetterPolicy policy) {
        ResourceNames.checkTopic(policy.getDeadLetterTopic());
        int attempts =
                policy.getMaxDeliveryAttempts() == 0
                        ? Limits.DEFAULT_DELIVERY_ATTEMPTS
                        : policy.getMaxDeliveryAttempts();
        Ranges.check(
                "max_delivery_attempts",
                attempts,
                Limits.MIN_DELIVERY_ATTEMPTS,
                Limits.MAX_DELIVERY_ATTEMPTS);
        return policy.toBuilder().setMaxDeliveryAttempts(attempts).build();
    }

    private static RetryPolicy complete(RetryPolicy policy) {
        RetryPolicy.Builder complete = policy.toBuilder();
        if (!policy.hasMinimumBackoff()) {
            complete.setMinimumBackoff(toProto(Limits.DEFAULT_MIN_BACKOFF));
        }
        if (!policy.hasMaximumBackoff()) {
            complete.setMaximumBackoff(toProto(Limits.DEFAULT_MAX_BACKOFF));
        }
        Ranges.check(
                "minimum_backoff", complete.getMinimumBackoff(), Duration.ZERO, Limits.MAX_BACKOFF);
        Ranges.check(
                "maximum_backoff", complete.getMaximumBackoff(), Duration.ZERO, Limits.MAX_BACKOFF);
        if (Durations.compare(complete.getMinimumBackoff(), complete.getMaximumBackoff()) > 0) {
            throw Errors.invalidArgument("minimum_backoff is longer than maximum_backoff.");
        }
        return complete.build();
    }

    private static com.google.protobuf.Duration toProto(Duration duration) {
        return Durations.fromMillis(duration.toMillis());
    }
}
