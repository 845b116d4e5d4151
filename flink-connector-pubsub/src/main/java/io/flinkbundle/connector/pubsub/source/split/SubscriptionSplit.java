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

package io.flinkbundle.connector.pubsub.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceSplit;

import java.util.List;

/**
 * One stream of one subscription. Who gets which messages is the service's business: all splits of
 * a subscription are alike, and each attempt of a reader gets new ones. What a checkpoint holds of
 * a split is what remains to be acknowledged.
 *
 * @param subscription its full name
 * @param number tells the splits of a subscription apart; the service is told too
 * @param limit how many messages the split may still emit, after which it ends; {@link #NO_LIMIT}
 *     if it has no such end
 * @param stopMillis messages that were published then or later are not emitted; {@link #NO_STOP} if
 *     there is no such end
 * @param restored whether it comes from a checkpoint. It is read on only if it has a limit.
 * @param pending emitted before the checkpoint
 */
@Internal
public record SubscriptionSplit(
        String subscription,
        long number,
        long limit,
        long stopMillis,
        boolean restored,
        List<PendingMessage> pending)
        implements SourceSplit {

    /** The limit of a split that has none. */
    public static final long NO_LIMIT = -1;

    /** The end of a split that has none. */
    public static final long NO_STOP = Long.MAX_VALUE;

    public SubscriptionSplit {
        pending = List.copyOf(pending);
    }

    /** One that was not read yet. */
    public static SubscriptionSplit create(
            String subscription, long number, long limit, long stopMillis) {
        return new SubscriptionSplit(subscription, number, limit, stopMillis, false, List.of());
    }

    @Override
    public String splitId() {
        return subscription + "#" + number;
    }

    /** The same split with nothing to acknowledge. */
    public SubscriptionSplit withoutPending() {
        return new SubscriptionSplit(subscription, number, limit, stopMillis, restored, List.of());
    }

    public boolean hasLimit() {
        return limit != NO_LIMIT;
    }
}
