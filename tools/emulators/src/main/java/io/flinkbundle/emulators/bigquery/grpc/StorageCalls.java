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

package io.flinkbundle.emulators.bigquery.grpc;

import io.flinkbundle.emulators.bigquery.call.CallLog;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.fault.Fault;
import io.flinkbundle.emulators.bigquery.fault.FaultScript;
import io.flinkbundle.emulators.pubsub.fault.Connections;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Answers calls of the Storage interfaces, faults included, and records them. */
@Internal
public final class StorageCalls {

    private static final Logger LOG = LoggerFactory.getLogger(StorageCalls.class);

    private final FaultScript faults;
    private final CallLog log;
    private final EmulatorClock clock;
    private final Connections connections;

    public StorageCalls(
            FaultScript faults, CallLog log, EmulatorClock clock, Connections connections) {
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.connections = connections;
    }

    /** What the record of calls says of a call. */
    public record Facts(Operation operation, String resource, long items, String detail) {}

    /** Answers a call that has one answer. */
    public <T> void unary(Facts facts, StreamObserver<T> caller, Supplier<T> work) {
        Optional<Fault> fault = meet(facts);
        SocketAddress client = client();
        if (fault.isEmpty()) {
            answer(facts, caller, work);
        } else if (fault.get() instanceof Fault.Delay delay) {
            later(delay.delay(), () -> answer(facts, caller, work));
        } else {
            goWrong(facts, caller, work, fault.get(), client);
        }
    }

    private <T> void goWrong(
            Facts facts,
            StreamObserver<T> caller,
            Supplier<T> work,
            Fault fault,
            SocketAddress client) {
        boolean applied =
                fault instanceof Fault.Fail fail && fail.applied()
                        || fault instanceof Fault.Drop drop && drop.applied()
                        || fault instanceof Fault.LoseReply;
        try {
            if (applied) {
                work.get();
            }
        } catch (RuntimeException e) {
            refuse(facts, caller, e);
            return;
        }
        if (fault instanceof Fault.Fail fail) {
            refuse(facts, caller, fail.error());
            return;
        }
        record(facts, Optional.empty());
        if (fault instanceof Fault.Drop) {
            drop(client);
        }
    }

    private <T> void answer(Facts facts, StreamObserver<T> caller, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            refuse(facts, caller, e);
            return;
        }
        record(facts, Optional.empty());
        caller.onNext(answer);
        caller.onCompleted();
    }

    /** Ends a call with an error. */
    public void refuse(Facts facts, StreamObserver<?> caller, RuntimeException e) {
        record(facts, Optional.of(e));
        caller.onError(StatusFailure.grpc(e));
    }

    public Optional<Fault> meet(Facts facts) {
        return faults.meet(facts.operation(), facts.resource());
    }

    /** Adds a call to the record. */
    public void record(Facts facts, Optional<RuntimeException> error) {
        error.filter(e -> !(e instanceof ApiException || e instanceof StatusFailure))
                .ifPresent(e -> LOG.error("The BigQuery emulator failed at {}.", facts, e));
        log.add(
                new RecordedCall(
                        facts.operation(),
                        facts.resource(),
                        facts.items(),
                        facts.detail(),
                        error.map(
                                e ->
                                        Status.fromCodeValue(StatusFailure.statusOf(e).getCode())
                                                .getCode()
                                                .name()),
                        clock.now()));
    }

    /** Runs a task later, by the clock of the emulator. */
    public void later(Duration delay, Runnable task) {
        clock.schedule(
                clock.millis() + delay.toMillis(),
                () -> new Thread(task, "bigquery-emulator-delayed").start());
    }

    /** Waits, by the clock of the emulator. */
    public void await(Duration delay) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        clock.schedule(clock.millis() + delay.toMillis(), () -> due.complete(null));
        due.join();
    }

    /** The client of the call that the thread is in. */
    public SocketAddress client() {
        return ClientAddress.current();
    }

    /** Breaks the connection of a client. */
    public void drop(SocketAddress client) {
        connections.drop(client);
    }
}
