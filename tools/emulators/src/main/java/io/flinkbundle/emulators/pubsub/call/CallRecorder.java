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

package io.flinkbundle.emulators.pubsub.call;

import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes every call into the log. It stands before all else, so that it sees what the client sees.
 */
@Internal
public final class CallRecorder implements ServerInterceptor {

    private static final String CREDENTIALS = "authorization";

    private final CallLog log;
    private final EmulatorClock clock;
    private final boolean keepRequests;

    public CallRecorder(CallLog log, EmulatorClock clock, boolean keepRequests) {
        this.log = log;
        this.clock = clock;
        this.keepRequests = keepRequests;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Entry entry =
                new Entry(
                        Rpc.of(call.getMethodDescriptor()),
                        call.getMethodDescriptor().getType() == MethodType.UNARY,
                        textsOf(headers),
                        clock.now());
        ServerCall<Q, R> observed =
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        entry.ended(status.getCode());
                        super.close(status, trailers);
                    }
                };
        return new SimpleForwardingServerCallListener<>(next.startCall(observed, headers)) {
            @Override
            public void onMessage(Q message) {
                entry.received((Message) message);
                super.onMessage(message);
            }

            @Override
            public void onCancel() {
                entry.ended(Status.Code.CANCELLED);
                super.onCancel();
            }
        };
    }

    private static Map<String, String> textsOf(Metadata headers) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : headers.keys()) {
            if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX) && !name.equals(CREDENTIALS)) {
                String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
                texts.put(name, String.valueOf(value));
            }
        }
        return texts;
    }

    /** A call until it is in the log. */
    private final class Entry {

        private final Rpc rpc;
        private final boolean unary;
        private final Map<String, String> headers;
        private final Instant at;
        private final AtomicBoolean logged = new AtomicBoolean();

        private volatile RequestFacts facts = new RequestFacts("", 0);
        private volatile Optional<Message> request = Optional.empty();

        private Entry(Rpc rpc, boolean unary, Map<String, String> headers, Instant at) {
            this.rpc = rpc;
            this.unary = unary;
            this.headers = headers;
            this.at = at;
        }

        private void received(Message message) {
            if (logged.get()) {
                return;
            }
            facts = RequestFacts.of(message);
            request = keepRequests ? Optional.of(message) : Optional.empty();
            if (!unary) {
                log(Optional.empty());
            }
        }

        private void ended(Status.Code code) {
            log(Optional.of(code));
        }

        private void log(Optional<Status.Code> code) {
            if (logged.compareAndSet(false, true)) {
                log.add(
                        new RecordedCall(
                                rpc, facts.resource(), facts.items(), request, headers, code, at));
            }
        }
    }
}
