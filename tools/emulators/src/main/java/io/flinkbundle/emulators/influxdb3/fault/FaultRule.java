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

package io.flinkbundle.emulators.influxdb3.fault;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls go wrong, and how. Without more it is the next call alone. The method that says what
 * goes wrong puts the rule into force; a rule is used once.
 */
@PublicEvolving
public final class FaultRule {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final String MESSAGE = "The fault script of the emulator says so.";

    private final FaultScript script;
    private final Set<Endpoint> endpoints;

    private long first = 1;
    private long count = 1;
    private Optional<String> database = Optional.empty();
    private Optional<Meeting> meeting = Optional.empty();
    private long met;

    record Meeting(Fault fault, PlacedFault placed) {}

    FaultRule(FaultScript script, Set<Endpoint> endpoints) {
        this.script = script;
        this.endpoints = endpoints;
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

    /** Only calls that name this database in their URL; others are not counted. */
    public synchronized FaultRule database(String name) {
        database = Optional.of(name);
        return this;
    }

    /** The call is answered with an error and has no effect. */
    public PlacedFault fail(int status) {
        return apply(new Fault.Fail(checkError(status), false, Optional.empty(), MESSAGE));
    }

    /** The call has its effect, and is answered with an error. */
    public PlacedFault failAfterwards(int status) {
        return apply(new Fault.Fail(checkError(status), true, Optional.empty(), MESSAGE));
    }

    /**
     * The call is answered with an error and this header {@code Retry-After}, whatever it may be,
     * and has no effect.
     */
    public PlacedFault fail(int status, String retryAfter) {
        return apply(new Fault.Fail(checkError(status), false, Optional.of(retryAfter), MESSAGE));
    }

    /** The call is answered with 429 and a wait in seconds. */
    public PlacedFault throttle(Duration retryAfter) {
        return fail(TOO_MANY_REQUESTS, Long.toString(retryAfter.toSeconds()));
    }

    /** The call is answered with 429 and a wait until a time, as an HTTP date. */
    public PlacedFault throttleUntil(Instant retryAt) {
        return fail(TOO_MANY_REQUESTS, HTTP_DATE.format(retryAt.atZone(ZoneOffset.UTC)));
    }

    /** The call has its effect so much later, by the clock of the emulator. */
    public PlacedFault delay(Duration delay) {
        return apply(new Fault.Delay(delay));
    }

    /**
     * The call has no effect and is never answered, until the emulator stops to listen or is reset.
     */
    public PlacedFault hang() {
        return apply(new Fault.Hang(false));
    }

    /**
     * The call has its effect and is never answered, until the emulator stops to listen or is
     * reset.
     */
    public PlacedFault loseReply() {
        return apply(new Fault.Hang(true));
    }

    /** The connection of the call breaks, and the call has no effect. */
    public PlacedFault dropConnection() {
        return apply(new Fault.Drop(false));
    }

    /** The call has its effect, and its connection breaks before the answer. */
    public PlacedFault dropConnectionAfterwards() {
        return apply(new Fault.Drop(true));
    }

    /**
     * The connection breaks when so many bytes of the body of the call have come, and the call has
     * no effect.
     */
    public PlacedFault cutRequest(long bytes) {
        return apply(new Fault.CutRequest(bytes));
    }

    /**
     * The call has its effect, and its connection breaks when so many bytes of the body of the
     * answer are sent.
     */
    public PlacedFault cutResponse(long bytes) {
        return apply(new Fault.CutResponse(bytes));
    }

    private static int checkError(int status) {
        if (status < FIRST_ERROR || status > LAST_ERROR) {
            throw new IllegalArgumentException(status + " is no error to fail with.");
        }
        return status;
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

    synchronized Optional<Meeting> meet(Endpoint endpoint, Optional<String> named) {
        if (!endpoints.contains(endpoint) || database.isPresent() && !database.equals(named)) {
            return Optional.empty();
        }
        met++;
        return met >= first && met - first < count ? meeting : Optional.empty();
    }
}
