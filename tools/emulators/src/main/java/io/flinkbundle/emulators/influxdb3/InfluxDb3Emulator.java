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

package io.flinkbundle.emulators.influxdb3;

import io.flinkbundle.emulators.influxdb3.auth.Tokens;
import io.flinkbundle.emulators.influxdb3.call.CallLog;
import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.fault.FaultScript;
import io.flinkbundle.emulators.influxdb3.ingest.WriteAheadLog;
import io.flinkbundle.emulators.influxdb3.ingest.WriteService;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.server.InfluxServer;
import io.flinkbundle.emulators.influxdb3.server.ServerParts;
import io.flinkbundle.emulators.influxdb3.sql.SqlEngine;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.Table;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;
import io.flinkbundle.emulators.pubsub.time.SystemClock;

import org.apache.flink.annotation.PublicEvolving;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * InfluxDB 3 Core in this JVM, for tests: its HTTP API to write lines and to query them in SQL, on
 * the loopback interface and in memory.
 *
 * <pre>{@code
 * try (InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start()) {
 *     URI url = emulator.url(); // for a client; POST …/api/v3/write_lp?db=weather
 * }
 * }</pre>
 *
 * <p>It refuses what the server refuses, in its words. What goes wrong is up to {@link #faults()},
 * what time it is up to the clock.
 *
 * <p>Thread-safe.
 */
@PublicEvolving
public final class InfluxDb3Emulator implements AutoCloseable {

    private final EmulatorClock clock;
    private final boolean ownsClock;
    private final Catalog catalog;
    private final DuckEngine engine;
    private final WriteAheadLog log;
    private final Tokens tokens;
    private final FaultScript faults = new FaultScript();
    private final CallLog calls = new CallLog();
    private final InfluxServer server;

    private InfluxDb3Emulator(Builder builder, EmulatorClock clock, boolean ownsClock) {
        this.clock = clock;
        this.ownsClock = ownsClock;
        this.catalog = new Catalog(builder.limits);
        this.engine = DuckEngine.open();
        this.log = new WriteAheadLog(clock, builder.walTick);
        this.tokens = new Tokens(clock, builder.tokenRequired, builder.token);
        this.server =
                new InfluxServer(
                        new ServerParts(
                                clock,
                                catalog,
                                engine,
                                new SqlEngine(engine, clock, builder.limits.queryFiles()),
                                new WriteService(
                                        catalog, engine, log, clock, builder.discardPoints),
                                tokens,
                                faults,
                                calls,
                                builder.keepBodies,
                                builder.flight),
                        builder.port);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where it listens: {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://" + InfluxServer.HOST + ":" + port());
    }

    public EmulatorClock clock() {
        return clock;
    }

    /** What is to go wrong with calls. */
    public FaultScript faults() {
        return faults;
    }

    /** The calls that came. */
    public CallLog calls() {
        return calls;
    }

    /** Who is let in. */
    public Tokens tokens() {
        return tokens;
    }

    /**
     * How many points were ever written to a table, those that took the place of others included; 0
     * when there is no such table. Points that wait for the tick do not count yet.
     */
    public long pointsWritten(String database, String table) {
        return catalog.find(database)
                .flatMap(found -> found.table(table))
                .map(Table::accepted)
                .orElse(0L);
    }

    /**
     * Waits until so many writes wait for the tick of the log.
     *
     * @throws IllegalStateException when the time passes before
     */
    public void awaitWaitingWrites(int count, Duration timeout) throws InterruptedException {
        if (!log.awaitWaiting(count, timeout)) {
            throw new IllegalStateException(
                    "There were not " + count + " writes that wait within " + timeout + ".");
        }
    }

    /**
     * Waits until so many calls are held by a fault: delayed, or never to be answered, after their
     * effect if they have any.
     *
     * @throws IllegalStateException when the time passes before
     */
    public void awaitHeldCalls(int count, Duration timeout) throws InterruptedException {
        if (!server.awaitHeldCalls(count, timeout)) {
            throw new IllegalStateException(
                    "There were not " + count + " calls held by a fault within " + timeout + ".");
        }
    }

    /** Flushes the log now, as the tick would: what waits is visible and confirmed. */
    public void flushLog() {
        log.flush();
    }

    /**
     * Forgets the writes that wait for the tick, as a crash would, also those that are confirmed
     * already.
     */
    public void loseUnflushedWrites() {
        log.discard();
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
     * Deletes all databases, and forgets faults, calls, writes that wait and tokens that were made
     * since the start.
     */
    public void reset() {
        faults.clear();
        server.letHeldCallsGo();
        log.discard();
        catalog.databases()
                .forEach(
                        database ->
                                database.tables().forEach(table -> engine.drop(database, table)));
        catalog.clear();
        tokens.reset();
        calls.clear();
    }

    @Override
    public void close() {
        log.close();
        server.close();
        engine.close();
        if (ownsClock) {
            clock.close();
        }
    }

    /** How the emulator is set up. */
    @PublicEvolving
    public static final class Builder {

        private int port;
        private Optional<String> token = Optional.empty();
        private boolean tokenRequired;
        private Optional<Duration> walTick = Optional.empty();
        private Limits limits = Limits.CORE;
        private boolean discardPoints;
        private boolean keepBodies;
        private boolean flight;
        private Optional<EmulatorClock> clock = Optional.empty();

        private Builder() {}

        /** The port to listen on; 0, the default, takes any free one. */
        public Builder port(int listenOn) {
            this.port = listenOn;
            return this;
        }

        /**
         * Lets only those in who have this token, or one that is made later. By default everyone is
         * let in.
         */
        public Builder token(String operator) {
            this.token = Optional.of(operator);
            this.tokenRequired = true;
            return this;
        }

        /** Lets only those in who have a token that is made by a call, as a new server does. */
        public Builder tokenRequired() {
            this.tokenRequired = true;
            return this;
        }

        /**
         * How often the log is flushed, and so how long a durable write takes; a second in the
         * server. By default each write is flushed at once.
         */
        public Builder walTick(Duration interval) {
            if (interval.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "The log is flushed at most once a millisecond, not every "
                                + interval
                                + ".");
            }
            this.walTick = Optional.of(interval);
            return this;
        }

        /** What is too much; the limits of InfluxDB 3 Core by default. */
        public Builder limits(Limits most) {
            this.limits = most;
            return this;
        }

        /**
         * Checks and counts points, and does not keep them, so that a benchmark measures its writer
         * alone.
         */
        public Builder discardPoints(boolean discard) {
            this.discardPoints = discard;
            return this;
        }

        /**
         * Keeps the bodies of requests in the record of calls, which costs memory; not by default.
         */
        public Builder keepBodies(boolean keep) {
            this.keepBodies = keep;
            return this;
        }

        /**
         * Answers queries over Arrow Flight on the same port too, which is how InfluxDB's own
         * clients query. It needs a JVM with {@code --add-opens=java.base/java.nio=ALL-UNNAMED},
         * and each connection takes a detour; not by default. Flight has no faults and no record of
         * calls.
         */
        public Builder flight(boolean answer) {
            this.flight = answer;
            return this;
        }

        /**
         * The time that counts; the clock of the machine by default. A clock given here is not
         * closed with the emulator.
         */
        public Builder clock(EmulatorClock timeSource) {
            this.clock = Optional.of(timeSource);
            return this;
        }

        /**
         * Starts to listen.
         *
         * @throws java.io.UncheckedIOException when the port is taken
         */
        public InfluxDb3Emulator start() {
            InfluxDb3Emulator emulator =
                    new InfluxDb3Emulator(this, clock.orElseGet(SystemClock::new), clock.isEmpty());
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
