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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.fault.Fault;

import org.apache.flink.annotation.Internal;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Answers a call, unless the fault script has it otherwise. An exception that leaves it breaks the
 * connection, which is how connections are broken on purpose too.
 */
@Internal
final class CallHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

    private static final long STREAMED = 0;
    private static final long NO_BODY = -1;
    private static final long UNKNOWN = -1;

    private final ServerParts parts;
    private final Router router;
    private final HeldCalls held;
    private final String clusterId = UUID.randomUUID().toString();

    CallHandler(ServerParts parts, HeldCalls held) {
        this.parts = parts;
        this.router = new Router(parts);
        this.held = held;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Endpoint endpoint = Endpoint.of(exchange.getRequestURI().getPath());
        Parameters parameters =
                Parameters.of(Optional.ofNullable(exchange.getRequestURI().getRawQuery()));
        CallRecord record = new CallRecord(endpoint, exchange, parameters, parts.clock().now());
        Optional<Fault> fault = parts.faults().meet(endpoint, record.database());
        try {
            answer(exchange, endpoint, parameters, record, fault);
        } finally {
            record.addTo(parts.calls());
        }
    }

    private void answer(
            HttpExchange exchange,
            Endpoint endpoint,
            Parameters parameters,
            CallRecord record,
            Optional<Fault> fault)
            throws IOException {
        if (fault.isPresent() && fault.get() instanceof Fault.CutRequest cut) {
            long length = announced(exchange);
            exchange.getRequestBody()
                    .skipNBytes(length < 0 ? cut.bytes() : Math.min(cut.bytes(), length));
            throw dropped();
        }
        RequestBody body;
        try {
            body =
                    RequestBody.read(
                            exchange.getRequestBody(),
                            announced(exchange),
                            Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst("Content-Encoding")),
                            parts.catalog().limits().requestBytes());
        } catch (HttpFailure e) {
            send(exchange, e.reply(), record, Long.MAX_VALUE);
            return;
        }
        record.body(body, parts.keepBodies());
        Call call =
                new Call(
                        endpoint,
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        parameters,
                        exchange.getRequestHeaders(),
                        body);
        answer(exchange, call, record, fault);
    }

    private void answer(HttpExchange exchange, Call call, CallRecord record, Optional<Fault> fault)
            throws IOException {
        if (fault.isEmpty()) {
            try (HttpReply reply = reply(call, record)) {
                send(exchange, reply, record, Long.MAX_VALUE);
            }
            return;
        }
        if (fault.get() instanceof Fault.Delay delay) {
            delay(delay.delay());
            answer(exchange, call, record, Optional.empty());
        } else if (fault.get() instanceof Fault.Fail fail) {
            takeEffect(call, record, fail.applied());
            HttpReply error = HttpReply.error(fail.status(), fail.message());
            send(
                    exchange,
                    fail.retryAfter()
                            .map(after -> error.withHeader("Retry-After", after))
                            .orElse(error),
                    record,
                    Long.MAX_VALUE);
        } else if (fault.get() instanceof Fault.Hang hang) {
            takeEffect(call, record, hang.applied());
            held.hold(new CompletableFuture<>());
        } else if (fault.get() instanceof Fault.Drop drop) {
            takeEffect(call, record, drop.applied());
            throw dropped();
        } else if (fault.get() instanceof Fault.CutResponse cut) {
            try (HttpReply reply = reply(call, record)) {
                send(exchange, reply, record, cut.bytes());
            }
        }
    }

    private void takeEffect(Call call, CallRecord record, boolean wanted) {
        if (wanted) {
            reply(call, record).close();
        }
    }

    private void delay(Duration delay) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        parts.clock()
                .schedule(parts.clock().millis() + delay.toMillis(), () -> over.complete(null));
        held.hold(over);
    }

    private HttpReply reply(Call call, CallRecord record) {
        try {
            return router.handle(call, record);
        } catch (RuntimeException e) {
            LOG.error("The InfluxDB emulator failed at {} {}.", call.method(), call.path(), e);
            return HttpReply.text(
                    HttpFailure.INTERNAL_ERROR, "the emulator failed: " + e.getMessage());
        }
    }

    /**
     * Sends an answer. The call is in the record before the client can know that it is over.
     *
     * @param cutAfter how many bytes of the body are sent before the connection breaks
     */
    private void send(HttpExchange exchange, HttpReply reply, CallRecord record, long cutAfter)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        headers.set("cluster-uuid", clusterId);
        boolean empty = !reply.streamed() && reply.length() == 0;
        long length = empty ? NO_BODY : reply.streamed() ? STREAMED : reply.length();
        boolean whole = cutAfter == Long.MAX_VALUE;
        if (whole && !reply.streamed()) {
            record.answered(reply.status());
            record.addTo(parts.calls());
        }
        exchange.sendResponseHeaders(reply.status(), length);
        OutputStream out = exchange.getResponseBody();
        if (whole) {
            reply.body().writeTo(out);
            record.answered(reply.status());
            record.addTo(parts.calls());
            out.close();
        } else {
            reply.body().writeTo(new CutStream(out, cutAfter));
            out.flush();
            throw dropped();
        }
    }

    private static long announced(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? UNKNOWN : Long.parseLong(length);
    }

    private static IOException dropped() {
        return new IOException("The fault script of the emulator breaks the connection.");
    }
}
