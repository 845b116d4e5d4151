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

import io.flinkbundle.emulators.pubsub.call.Rpc;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import java.net.SocketAddress;
import java.util.concurrent.Executor;

/** Lets calls go wrong as the script says. */
@Internal
public final class FaultInterceptor implements ServerInterceptor {

    private final FaultScript script;
    private final Connections connections;
    private final EmulatorClock clock;
    private final Executor executor;

    public FaultInterceptor(
            FaultScript script, Connections connections, EmulatorClock clock, Executor executor) {
        this.script = script;
        this.connections = connections;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (script.isEmpty()) {
            return next.startCall(call, headers);
        }
        FaultyCall<Q, R> faulty = new FaultyCall<>(call, () -> drop(call));
        return new FaultyListener<>(
                next.startCall(faulty, headers),
                faulty,
                request -> script.meet(Rpc.of(call.getMethodDescriptor()), request),
                (delay, resume) ->
                        clock.schedule(
                                clock.millis() + delay.toMillis(), () -> executor.execute(resume)));
    }

    private void drop(ServerCall<?, ?> call) {
        SocketAddress client = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (client != null) {
            connections.drop(client);
        }
    }
}
