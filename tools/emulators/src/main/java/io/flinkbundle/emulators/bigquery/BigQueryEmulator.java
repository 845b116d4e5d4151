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

package io.flinkbundle.emulators.bigquery;

import io.flinkbundle.emulators.bigquery.call.CallLog;
import io.flinkbundle.emulators.bigquery.engine.DefaultExpressions;
import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.fault.FaultScript;
import io.flinkbundle.emulators.bigquery.gcs.ObjectStore;
import io.flinkbundle.emulators.bigquery.gcs.StorageApi;
import io.flinkbundle.emulators.bigquery.gcs.StoredObject;
import io.flinkbundle.emulators.bigquery.gcs.Uploads;
import io.flinkbundle.emulators.bigquery.grpc.GrpcFrontend;
import io.flinkbundle.emulators.bigquery.grpc.StorageCalls;
import io.flinkbundle.emulators.bigquery.http.HttpCalls;
import io.flinkbundle.emulators.bigquery.http.HttpFrontend;
import io.flinkbundle.emulators.bigquery.http.Routes;
import io.flinkbundle.emulators.bigquery.jobs.JobsApi;
import io.flinkbundle.emulators.bigquery.read.ReadService;
import io.flinkbundle.emulators.bigquery.read.ReadSessions;
import io.flinkbundle.emulators.bigquery.rest.DatasetsApi;
import io.flinkbundle.emulators.bigquery.rest.InsertAllApi;
import io.flinkbundle.emulators.bigquery.rest.TabledataApi;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.sql.Queries;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.CommitClock;
import io.flinkbundle.emulators.bigquery.write.WriteService;
import io.flinkbundle.emulators.bigquery.write.WriteStreams;
import io.flinkbundle.emulators.influxdb3.server.HeldCalls;
import io.flinkbundle.emulators.pubsub.server.TrackedConnections;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;
import io.flinkbundle.emulators.pubsub.time.SystemClock;

import org.apache.flink.annotation.PublicEvolving;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Google BigQuery in this JVM, for tests, on the loopback interface and in memory: its REST
 * interface and, over gRPC without TLS, its Storage interfaces.
 *
 * <pre>{@code
 * try (BigQueryEmulator emulator = BigQueryEmulator.builder().start()) {
 *     BigQuery client =
 *             BigQueryOptions.newBuilder()
 *                     .setProjectId("any")
 *                     .setHost(emulator.restUrl().toString())
 *                     .setCredentials(NoCredentials.getInstance())
 *                     .build()
 *                     .getService();
 * }
 * }</pre>
 *
 * <p>A project is there as soon as it is named. It refuses what the service refuses, with its
 * errors. What goes wrong is up to {@link #faults()}, what time it is up to the clock.
 *
 * <p>Google's client keeps connections of the default stream in a pool that is static, by the
 * location of the dataset, so each emulator has a {@link #location()} of its own unless told
 * otherwise.
 *
 * <p>Thread-safe.
 */
@PublicEvolving
public final class BigQueryEmulator implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final EmulatorClock clock;
    private final boolean ownsClock;
    private final DuckEngine engine;
    private final Catalog catalog;
    private final FaultScript faults = new FaultScript();
    private final CallLog calls = new CallLog();
    private final HeldCalls held = new HeldCalls();
    private final ObjectStore objects;
    private final Uploads uploads;
    private final JobsApi jobs;
    private final InsertAllApi inserts;
    private final WriteStreams writeStreams;
    private final ReadSessions readSessions;
    private final HttpFrontend http;
    private final GrpcFrontend grpc;

    private BigQueryEmulator(Builder builder, EmulatorClock clock, boolean ownsClock) {
        this.clock = clock;
        this.ownsClock = ownsClock;
        this.engine = DuckEngine.open();
        String location =
                builder.location.orElseGet(
                        () -> "emulator-" + UUID.randomUUID().toString().substring(0, 8));
        this.catalog = new Catalog(engine, new CommitClock(clock), location);
        Routes routes = new Routes();
        new DatasetsApi(catalog).addTo(routes);
        Queries queries = new Queries(catalog);
        this.objects = new ObjectStore(catalog.clock());
        this.uploads = new Uploads();
        TablesApi tables =
                new TablesApi(
                        catalog,
                        (query, project) ->
                                queries.prepare(query, Queries.Context.of(project)).schema());
        tables.addTo(routes);
        this.jobs =
                new JobsApi(catalog, tables, queries, objects, uploads, builder.limits.loadFiles());
        jobs.addTo(routes);
        this.inserts =
                new InsertAllApi(
                        catalog, builder.limits.insertAllBytes(), builder.limits.insertAllRows());
        inserts.addTo(routes);
        new StorageApi(objects, uploads).addTo(routes);
        new TabledataApi(catalog).addTo(routes);
        this.http =
                new HttpFrontend(
                        new HttpCalls(routes, faults, calls, clock, held), held, builder.restPort);
        TrackedConnections connections = new TrackedConnections();
        StorageCalls storageCalls = new StorageCalls(faults, calls, clock, connections);
        this.writeStreams = new WriteStreams(catalog);
        this.readSessions =
                new ReadSessions(
                        catalog, queries::expression, builder.limits.readSessionLifetime());
        this.grpc =
                new GrpcFrontend(
                        List.of(
                                new WriteService(
                                        catalog,
                                        writeStreams,
                                        new DefaultExpressions(engine, queries::expression)
                                                ::evaluate,
                                        storageCalls,
                                        builder.limits.appendRequestBytes()),
                                new ReadService(engine, readSessions, storageCalls)),
                        connections,
                        builder.grpcPort);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The port of the REST interface. */
    public int restPort() {
        return http.port();
    }

    /** The port of the Storage interfaces, plain gRPC. */
    public int grpcPort() {
        return grpc.port();
    }

    /** Where the REST interface is: {@code http://127.0.0.1:port}. */
    public URI restUrl() {
        return URI.create("http://" + HOST + ":" + restPort());
    }

    /** Where the Storage interfaces are: {@code 127.0.0.1:port}. */
    public String grpcEndpoint() {
        return HOST + ":" + grpcPort();
    }

    /** Where datasets are that name no location. */
    public String location() {
        return catalog.defaultLocation();
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

    /** The buckets of Cloud Storage that are there. */
    public List<String> buckets() {
        return objects.bucketNames();
    }

    /** The names of the objects in a bucket of Cloud Storage. */
    public List<String> stagedObjects(String bucket) {
        return objects.objects(bucket, "").stream().map(StoredObject::name).toList();
    }

    /** How many connections to the Storage interfaces are open. */
    public int openConnections() {
        return grpc.connections();
    }

    /** The names of the write streams that clients created and have not finalized. */
    public List<String> openWriteStreams() {
        return writeStreams.open();
    }

    /**
     * Forgets a write stream that a client created, as the service does some days after.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public void expireWriteStream(String name) {
        if (!writeStreams.remove(name)) {
            throw new IllegalArgumentException("The emulator has no write stream " + name + ".");
        }
    }

    /**
     * Ends a read session now, as the service does some hours after.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public void expireReadSession(String name) {
        if (!readSessions.expire(name)) {
            throw new IllegalArgumentException("The emulator has no read session " + name + ".");
        }
    }

    /** Breaks all connections and listens no more; what it holds stays. */
    public void stopListening() {
        http.stop();
        grpc.stop();
    }

    /** Listens again, on the same ports. */
    public void resumeListening() {
        http.start();
        grpc.start();
    }

    /** Deletes everything in all projects, and forgets faults and calls. */
    public void reset() {
        faults.clear();
        held.letGo();
        writeStreams.clear();
        readSessions.clear();
        jobs.clear();
        inserts.clear();
        uploads.clear();
        objects.clear();
        catalog.clear();
        calls.clear();
    }

    @Override
    public void close() {
        http.close();
        grpc.close();
        engine.close();
        if (ownsClock) {
            clock.close();
        }
    }

    /** How the emulator is set up. */
    @PublicEvolving
    public static final class Builder {

        private int restPort;
        private int grpcPort;
        private Optional<String> location = Optional.empty();
        private Limits limits = Limits.SERVICE;
        private Optional<EmulatorClock> clock = Optional.empty();

        private Builder() {}

        /** The port of the REST interface; 0, the default, takes any free one. */
        public Builder restPort(int listenOn) {
            this.restPort = listenOn;
            return this;
        }

        /** The port of the Storage interfaces; 0, the default, takes any free one. */
        public Builder grpcPort(int listenOn) {
            this.grpcPort = listenOn;
            return this;
        }

        /** Where datasets are that name no location; a name of its own by default. */
        public Builder location(String name) {
            this.location = Optional.of(name);
            return this;
        }

        /** What is too much; the limits of the service by default. */
        public Builder limits(Limits most) {
            this.limits = most;
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
         * @throws java.io.UncheckedIOException when a port is taken
         */
        public BigQueryEmulator start() {
            BigQueryEmulator emulator =
                    new BigQueryEmulator(this, clock.orElseGet(SystemClock::new), clock.isEmpty());
            try {
                emulator.resumeListening();
                return emulator;
            } catch (RuntimeException e) {
                emulator.close();
                throw e;
            }
        }
    }
}
