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

package io.flinkbundle.emulators.pubsub;

import io.flinkbundle.emulators.pubsub.call.CallLog;
import io.flinkbundle.emulators.pubsub.call.CallRecorder;
import io.flinkbundle.emulators.pubsub.fault.FaultScript;
import io.flinkbundle.emulators.pubsub.fault.StreamLimits;
import io.flinkbundle.emulators.pubsub.server.PubSubServer;
import io.flinkbundle.emulators.pubsub.state.BacklogStatistics;
import io.flinkbundle.emulators.pubsub.state.PubSubState;
import io.flinkbundle.emulators.pubsub.state.SubscriptionState;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;
import io.flinkbundle.emulators.pubsub.time.SystemClock;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;

/**
 * Google Cloud Pub/Sub in this JVM, for tests: topics, subscriptions, snapshots and schemas over
 * gRPC, on the loopback interface, in memory and without credentials.
 *
 * <pre>{@code
 * try (PubSubEmulator emulator = PubSubEmulator.builder().start()) {
 *     String host = emulator.endpoint(); // for PUBSUB_EMULATOR_HOST, or an option of a client
 * }
 * }</pre>
 *
 * <p>It refuses what the service refuses, with its status codes, and refuses with UNIMPLEMENTED
 * what it does not have. What goes wrong is up to {@link #faults()} and {@link #streams()}, what
 * time it is up to the clock.
 *
 * <p>Thread-safe.
 */
@PublicEvolving
public final class PubSubEmulator implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final EmulatorClock clock;
    private final boolean ownsClock;
    private final PubSubState state;
    private final FaultScript faults = new FaultScript();
    private final CallLog calls = new CallLog();
    private final StreamLimits streams;
    private final PubSubServer server;

    private PubSubEmulator(Builder builder, EmulatorClock clock, boolean ownsClock) {
        this.clock = clock;
        this.ownsClock = ownsClock;
        this.state = new PubSubState(clock);
        this.streams = new StreamLimits(state::terminateReceivers);
        this.server =
                new PubSubServer(
                        state,
                        faults,
                        streams,
                        new CallRecorder(calls, clock, builder.keepRequests),
                        builder.port);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it listens, as {@code PUBSUB_EMULATOR_HOST} has it: {@code host:port}. */
    public String endpoint() {
        return HOST + ":" + port();
    }

    public EmulatorClock clock() {
        return clock;
    }

    /** What is to go wrong with calls. */
    public FaultScript faults() {
        return faults;
    }

    /** When streams are closed. */
    public StreamLimits streams() {
        return streams;
    }

    /** The calls that came. */
    public CallLog calls() {
        return calls;
    }

    /**
     * How much a subscription holds.
     *
     * @param subscription {@code projects/{project}/subscriptions/{id}}
     */
    public BacklogStatistics backlog(String subscription) {
        return find(subscription).statistics();
    }

    /**
     * Waits until so many streams and waiting pulls are open at a subscription.
     *
     * @throws IllegalStateException when the time passes before
     */
    public void awaitReceivers(String subscription, int count, Duration timeout)
            throws InterruptedException {
        if (!find(subscription).awaitReceivers(count, timeout)) {
            throw new IllegalStateException(
                    "There were not "
                            + count
                            + " streams and waiting pulls at "
                            + subscription
                            + " within "
                            + timeout
                            + ".");
        }
    }

    /** Ends all leases of a subscription now, as if their deadlines had passed. */
    public void expireLeases(String subscription) {
        find(subscription).expireLeases();
    }

    /** Keeps the messages of an ordering key from being delivered, until they are released. */
    public void holdOrderingKey(String subscription, String orderingKey) {
        find(subscription).holdOrderingKey(orderingKey, true);
    }

    /** Lets the messages of an ordering key go that were held. */
    public void releaseOrderingKey(String subscription, String orderingKey) {
        find(subscription).holdOrderingKey(orderingKey, false);
    }

    private SubscriptionState find(String subscription) {
        return state.findSubscription(subscription)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The emulator has no subscription "
                                                + subscription
                                                + "; create it first, and name it in full:"
                                                + " projects/{project}/subscriptions/{id}."));
    }

    /** Breaks all connections and listens no more; what it holds stays. */
    public void stopListening() {
        server.stop();
    }

    /** Listens again, on the same port. */
    public void resumeListening() {
        server.start();
    }

    /**
     * Deletes all topics, subscriptions, snapshots and schemas, and forgets faults, limits of
     * streams and calls.
     */
    public void reset() {
        faults.clear();
        streams.clear();
        state.clear();
        calls.clear();
    }

    @Override
    public void close() {
        server.close();
        if (ownsClock) {
            clock.close();
        }
    }

    /** How the emulator is set up. */
    @PublicEvolving
    public static final class Builder {

        private int port;
        private boolean keepRequests;
        private EmulatorClock clock;

        private Builder() {}

        /** The port to listen on; 0, the default, takes any free one. */
        public Builder port(int listenOn) {
            this.port = listenOn;
            return this;
        }

        /**
         * The time that counts; the clock of the machine by default. A clock given here is not
         * closed with the emulator.
         */
        public Builder clock(EmulatorClock timeSource) {
            this.clock = timeSource;
            return this;
        }

        /** Keeps whole requests in the record of calls, which costs memory; not by default. */
        public Builder keepRequests(boolean keep) {
            this.keepRequests = keep;
            return this;
        }

        /**
         * Starts to listen.
         *
         * @throws java.io.UncheckedIOException when the port is taken
         */
        public PubSubEmulator start() {
            boolean ownClock = clock == null;
            PubSubEmulator emulator =
                    new PubSubEmulator(this, ownClock ? new SystemClock() : clock, ownClock);
            try {
                emulator.server.start();
                return emulator;
            } catch (RuntimeException e) {
                emulator.close();
                throw e;
            }
        }
    }
}
