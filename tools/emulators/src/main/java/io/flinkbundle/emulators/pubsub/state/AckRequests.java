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

package io.flinkbundle.emulators.pubsub.state;

import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.state.AckResult.Refusal;
import io.flinkbundle.emulators.pubsub.state.BacklogEntry.State;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * What the ack ids of a request mean for the backlog.
 *
 * <p>Without exactly-once delivery an id that is one is never refused: an old one still
 * acknowledges its message, and one whose message is gone does nothing. With it only the latest id
 * of an outstanding message counts.
 */
@Internal
final class AckRequests {

    private final AckIds ackIds;
    private final Slots slots;
    private final Backlog backlog;
    private final RecentAcks recentAcks = new RecentAcks();

    AckRequests(AckIds ackIds, Slots slots, Backlog backlog) {
        this.ackIds = ackIds;
        this.slots = slots;
        this.backlog = backlog;
    }

    AckResult acknowledge(List<String> ids, boolean exactlyOnce) {
        checkWellFormed(ids, exactlyOnce);
        Map<String, Refusal> refused = Map.of();
        for (String id : ids) {
            BacklogEntry entry = find(id, exactlyOnce);
            if (exactlyOnce && !wasAcknowledged(id)) {
                Refusal refusal = refusal(id, entry);
                if (refusal == null && entry.key != null && !entry.key.isNextToAcknowledge(entry)) {
                    refusal = Refusal.TRANSIENT_FAILURE_UNORDERED_ACK_ID;
                }
                if (refusal != null) {
                    refused = with(refused, id, refusal);
                    continue;
                }
                recentAcks.add(entry.delivery);
            }
            if (entry != null && entry.state != State.ACKNOWLEDGED) {
                backlog.acknowledge(entry);
            }
        }
        return refused.isEmpty() ? AckResult.ACCEPTED : new AckResult(refused);
    }

    /**
     * @param seconds by the position of the id; 0 gives the message back
     */
    AckResult modifyDeadlines(
            List<String> ids, IntUnaryOperator seconds, long nowMillis, boolean exactlyOnce) {
        checkWellFormed(ids, exactlyOnce);
        Map<String, Refusal> refused = Map.of();
        List<BacklogEntry> givenBack = List.of();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            BacklogEntry entry = find(id, exactlyOnce);
            if (!isOutstanding(id, entry)) {
                refused =
                        exactlyOnce
                                ? with(refused, id, Refusal.PERMANENT_FAILURE_INVALID_ACK_ID)
                                : refused;
            } else if (seconds.applyAsInt(i) == 0) {
                givenBack = givenBack.isEmpty() ? new ArrayList<>() : givenBack;
                givenBack.add(entry);
            } else {
                backlog.extend(entry, nowMillis + seconds.applyAsInt(i) * 1000L);
            }
        }
        backlog.fail(givenBack, nowMillis);
        return refused.isEmpty() ? AckResult.ACCEPTED : new AckResult(refused);
    }

    /**
     * A text that is no id spoils the whole request, but with exactly-once delivery only itself.
     */
    private void checkWellFormed(List<String> ids, boolean exactlyOnce) {
        for (int i = 0; !exactlyOnce && i < ids.size(); i++) {
            if (!ackIds.isWellFormed(ids.get(i))) {
                throw Errors.invalidArgument(
                        "You have passed an invalid ack ID to the service (ack_id="
                                + ids.get(i)
                                + ").");
            }
        }
    }

    private BacklogEntry find(String id, boolean exactlyOnce) {
        return exactlyOnce && !ackIds.isWellFormed(id) ? null : slots.find(id);
    }

    private boolean wasAcknowledged(String id) {
        return ackIds.isWellFormed(id) && recentAcks.contains(AckIds.delivery(id));
    }

    private static Refusal refusal(String id, BacklogEntry entry) {
        return isOutstanding(id, entry) ? null : Refusal.PERMANENT_FAILURE_INVALID_ACK_ID;
    }

    private static boolean isOutstanding(String id, BacklogEntry entry) {
        return entry != null
                && entry.state == State.LEASED
                && entry.delivery == AckIds.delivery(id);
    }

    private static Map<String, Refusal> with(
            Map<String, Refusal> refused, String id, Refusal refusal) {
        Map<String, Refusal> more = refused.isEmpty() ? new HashMap<>() : refused;
        more.put(id, refusal);
        return more;
    }
}
