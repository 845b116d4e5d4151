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

package io.flinkbundle.emulators.pubsub.fault;

import io.flinkbundle.emulators.pubsub.call.RequestFacts;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.annotation.PublicEvolving;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.PublishRequest;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls go wrong, and how. Without more it is the next call alone. The method that says what
 * goes wrong puts the rule into force; a rule is used once.
 */
@PublicEvolving
public final class FaultRule {

    private final FaultScript script;
    private final Set<Rpc> rpcs;

    private long first = 1;
    private long count = 1;
    private Optional<String> orderingKey = Optional.empty();
    private Optional<String> resource = Optional.empty();
    private Optional<Meeting> meeting = Optional.empty();
    private long met;

    /** A call meets this fault; who lets it happen says so. */
    record Meeting(Fault fault, PlacedFault placed) {}

    FaultRule(FaultScript script, Set<Rpc> rpcs) {
        this.script = script;
        this.rpcs = rpcs;
    }

    /**
     * The n-th call from now on, the next one being the first; with {@link #times} the first one of
     * them.
     */
    public synchronized FaultRule call(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("Calls are counted from 1 on, not from " + n + ".");
        }
        first = n;
        return this;
    }

    /** So many calls in a row. */
    public synchronized FaultRule times(long calls) {
        count = calls;
        return this;
    }

    /** Every call, until {@link FaultScript#clear}. */
    public FaultRule always() {
        return times(Long.MAX_VALUE);
    }

    /** Only publish requests with this ordering key; others are not counted. */
    public synchronized FaultRule orderingKey(String key) {
        if (!rpcs.equals(Set.of(Rpc.PUBLISH))) {
            throw new IllegalArgumentException(
                    "Only Publish requests have an ordering key, not all of " + rpcs + ".");
        }
        orderingKey = Optional.of(key);
        return this;
    }

    /** Only calls that name this topic, subscription or other resource; others are not counted. */
    public synchronized FaultRule resource(String name) {
        resource = Optional.of(name);
        return this;
    }

    /** The call is answered with an error and has no effect. */
    public PlacedFault fail(Status status) {
        return apply(new Fault.FailBefore(checkError(status).asRuntimeException()));
    }

    /**
     * The call has no effect, and is answered with RESOURCE_EXHAUSTED and how long to wait before
     * the next attempt.
     */
    public PlacedFault throttle(Duration wait) {
        RetryInfo info =
                RetryInfo.newBuilder().setRetryDelay(Durations.fromMillis(wait.toMillis())).build();
        return apply(
                new Fault.FailBefore(
                        StatusProto.toStatusRuntimeException(
                                com.google.rpc.Status.newBuilder()
                                        .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                                        .setMessage("The fault script of the emulator throttles.")
                                        .addDetails(Any.pack(info))
                                        .build())));
    }

    /** The call has its effect, and is answered with an error. */
    public PlacedFault failAfterwards(Status status) {
        return applyToUnary(new Fault.FailAfter(checkError(status)));
    }

    /** The call has its effect so much later, by the clock of the emulator. */
    public PlacedFault delay(Duration delay) {
        return apply(new Fault.Delay(delay));
    }

    /** The call has its effect, and is never answered. */
    public PlacedFault loseReply() {
        return applyToUnary(new Fault.LoseReply());
    }

    /** An acknowledgement or a new deadline is answered with success and has no effect. */
    public PlacedFault swallow() {
        if (!Set.of(Rpc.ACKNOWLEDGE, Rpc.MODIFY_ACK_DEADLINE).containsAll(rpcs)) {
            throw new IllegalArgumentException(
                    "Only Acknowledge and ModifyAckDeadline can be swallowed, because they are"
                            + " answered with nothing, not all of "
                            + rpcs
                            + ".");
        }
        return apply(new Fault.Swallow());
    }

    /** The connection of the call breaks, and the call has no effect. */
    public PlacedFault dropConnection() {
        return apply(new Fault.DropConnectionBefore());
    }

    /** The call has its effect, and its connection breaks before the answer. */
    public PlacedFault dropConnectionAfterwards() {
        return applyToUnary(new Fault.DropConnectionAfter());
    }

    private static Status checkError(Status status) {
        if (status.isOk()) {
            throw new IllegalArgumentException("OK is no error to fail with.");
        }
        return status.getDescription() == null
                ? status.withDescription("The fault script of the emulator says so.")
                : status;
    }

    private PlacedFault applyToUnary(Fault chosen) {
        if (rpcs.contains(Rpc.STREAMING_PULL)) {
            throw new IllegalArgumentException(
                    "StreamingPull has no one answer to lose; close streams with"
                            + " PubSubEmulator.streams().");
        }
        return apply(chosen);
    }

    private PlacedFault apply(Fault chosen) {
        PlacedFault placed = new PlacedFault();
        synchronized (this) {
            if (meeting.isPresent()) {
                throw new IllegalStateException("This rule is in force already; begin another.");
            }
            meeting = Optional.of(new Meeting(chosen, placed));
        }
        script.add(this);
        return placed;
    }

    synchronized Optional<Meeting> meet(Rpc rpc, Message request) {
        if (!rpcs.contains(rpc) || !concerns(request)) {
            return Optional.empty();
        }
        met++;
        return met >= first && met - first < count ? meeting : Optional.empty();
    }

    private boolean concerns(Message request) {
        boolean sameKey =
                orderingKey.isEmpty()
                        || request instanceof PublishRequest publish
                                && publish.getMessagesCount() > 0
                                && publish.getMessages(0)
                                        .getOrderingKey()
                                        .equals(orderingKey.get());
        return sameKey
                && (resource.isEmpty()
                        || RequestFacts.of(request).resource().equals(resource.get()));
    }
}
