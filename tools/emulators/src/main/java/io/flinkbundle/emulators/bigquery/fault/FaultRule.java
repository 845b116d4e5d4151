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

package io.flinkbundle.emulators.bigquery.fault;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.PublicEvolving;

import io.grpc.Status;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls go wrong, and how. Without more it is the next call alone. The method that says what
 * goes wrong puts the rule into force; a rule is used once.
 */
@PublicEvolving
public final class FaultRule {

    private static final String MESSAGE = "The fault script of the emulator says so.";

    private final FaultScript script;
    private final Set<Operation> operations;

    private long first = 1;
    private long count = 1;
    private Optional<String> resource = Optional.empty();
    private Optional<Meeting> meeting = Optional.empty();
    private long met;

    record Meeting(Fault fault, PlacedFault placed) {}

    FaultRule(FaultScript script, Set<Operation> operations) {
        this.script = script;
        this.operations = operations;
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

    /** Only calls whose resource contains this text; others are not counted. */
    public synchronized FaultRule resource(String part) {
        resource = Optional.of(part);
        return this;
    }

    /**
     * The call is answered with an error and has no effect; over REST with the HTTP status and
     * reason that go with it. A stream of requests ends with it.
     */
    public PlacedFault fail(Status status) {
        return apply(new Fault.Fail(error(status), false));
    }

    /** The call is answered with an HTTP status and a reason, and has no effect. */
    public PlacedFault fail(int httpStatus, String reason) {
        return apply(new Fault.Fail(ApiException.of(httpStatus, reason, MESSAGE), false));
    }

    /** The call has its effect, and is answered with an error. */
    public PlacedFault failAfterwards(Status status) {
        return apply(new Fault.Fail(error(status), true));
    }

    /**
     * The append is answered with an error inside of its stream, which goes on, and has no effect.
     */
    public PlacedFault refuseAppend(Status status) {
        if (!operations.equals(Set.of(Operation.APPEND_ROWS))) {
            throw new IllegalArgumentException(
                    "Only APPEND_ROWS can be refused inside of its stream, not all of "
                            + operations
                            + ".");
        }
        return apply(new Fault.RefuseAppend(error(status)));
    }

    /** The call has its effect so much later, by the clock of the emulator. */
    public PlacedFault delay(Duration delay) {
        return apply(new Fault.Delay(delay));
    }

    /** The connection of the call breaks, and the call has no effect. */
    public PlacedFault dropConnection() {
        return apply(new Fault.Drop(false));
    }

    /** The call has its effect, and its connection breaks before the answer. */
    public PlacedFault dropConnectionAfterwards() {
        return apply(new Fault.Drop(true));
    }

    /** The call has its effect, and is never answered. */
    public PlacedFault loseReply() {
        return apply(new Fault.LoseReply());
    }

    /** The connection of a ReadRows breaks when so many of its responses are sent. */
    public PlacedFault dropConnectionAfterResponses(long responses) {
        if (!operations.equals(Set.of(Operation.READ_ROWS))) {
            throw new IllegalArgumentException(
                    "Only READ_ROWS has responses to count, not all of " + operations + ".");
        }
        return apply(new Fault.DropAfterResponses(responses));
    }

    private static ApiException error(Status status) {
        if (status.isOk()) {
            throw new IllegalArgumentException("OK is no error to fail with.");
        }
        return ApiException.of(
                status.getDescription() == null ? status.withDescription(MESSAGE) : status);
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

    synchronized Optional<Meeting> meet(Operation operation, String named) {
        if (!operations.contains(operation)
                || resource.isPresent() && !named.contains(resource.get())) {
            return Optional.empty();
        }
        met++;
        return met >= first && met - first < count ? meeting : Optional.empty();
    }
}
