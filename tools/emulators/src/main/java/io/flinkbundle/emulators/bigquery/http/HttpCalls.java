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

package io.flinkbundle.emulators.bigquery.http;

import io.flinkbundle.emulators.bigquery.call.CallLog;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.fault.Fault;
import io.flinkbundle.emulators.bigquery.fault.FaultScript;
import io.flinkbundle.emulators.influxdb3.server.HeldCalls;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes an HTTP call from its connection to its route and its answer back, faults included. */
@Internal
public final class HttpCalls implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);

    private static final long NO_BODY = -1;
    private static final int FIRST_ERROR = 400;

    private final Routes routes;
    private final FaultScript faults;
    private final CallLog log;
    private final EmulatorClock clock;
    private final HeldCalls held;

    public HttpCalls(
            Routes routes, FaultScript faults, CallLog log, EmulatorClock clock, HeldCalls held) {
        this.routes = routes;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.held = held;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, v) -> headers.put(name.toLowerCase(Locale.ROOT), v.get(0)));
            String method =
                    headers.getOrDefault("x-http-method-override", exchange.getRequestMethod());
            String path = exchange.getRequestURI().getRawPath();
            Optional<Routes.Match> match = routes.match(method, path);
            HttpCall call =
                    new HttpCall(
                            method,
                            path,
                            match.map(Routes.Match::variables).orElseGet(Map::of),
                            parameters(exchange.getRequestURI().getRawQuery()),
                            headers,
                            body(exchange, headers));
            Operation operation = match.map(Routes.Match::operation).orElse(Operation.OTHER);
            answer(exchange, call, operation, match);
        }
    }

    private static byte[] body(HttpExchange exchange, Map<String, String> headers)
            throws IOException {
        byte[] wire = exchange.getRequestBody().readAllBytes();
        if (!"gzip".equals(headers.get("content-encoding")) || wire.length == 0) {
            return wire;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(wire))) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
            }
        }
        return parameters;
    }

    private void answer(
            HttpExchange exchange, HttpCall call, Operation operation, Optional<Routes.Match> match)
            throws IOException {
        Optional<Fault> fault = faults.meet(operation, call.resource());
        if (fault.isEmpty()) {
            send(exchange, call, operation, handle(call, match));
        } else if (fault.get() instanceof Fault.Fail fail) {
            if (fail.applied()) {
                handle(call, match);
            }
            send(exchange, call, operation, HttpAnswer.error(fail.error()));
        } else if (fault.get() instanceof Fault.Delay delay) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            clock.schedule(clock.millis() + delay.delay().toMillis(), () -> over.complete(null));
            held.hold(over);
            send(exchange, call, operation, handle(call, match));
        } else if (fault.get() instanceof Fault.LoseReply) {
            record(call, operation, handle(call, match).status());
            held.hold(new CompletableFuture<>());
        } else if (fault.get() instanceof Fault.Drop drop) {
            record(call, operation, drop.applied() ? handle(call, match).status() : 0);
            throw new IOException("The fault script of the emulator breaks the connection.");
        }
    }

    private static HttpAnswer handle(HttpCall call, Optional<Routes.Match> match) {
        try {
            if (match.isEmpty()) {
                throw ApiException.notFound("path", call.method() + " " + call.path());
            }
            return match.get().endpoint().handle(call);
        } catch (ApiException e) {
            return HttpAnswer.error(e);
        } catch (RuntimeException e) {
            LOG.error("The BigQuery emulator failed at {} {}.", call.method(), call.path(), e);
            return HttpAnswer.error(
                    ApiException.of(Status.INTERNAL.withDescription("The emulator failed: " + e)));
        }
    }

    private void record(HttpCall call, Operation operation, int status) {
        log.add(
                new RecordedCall(
                        operation,
                        call.resource(),
                        call.items(),
                        call.detail(),
                        status < FIRST_ERROR
                                ? Optional.empty()
                                : Optional.of(ApiException.of(status, "", "").code().name()),
                        clock.now()));
    }

    private void send(HttpExchange exchange, HttpCall call, Operation operation, HttpAnswer answer)
            throws IOException {
        record(call, operation, answer.status());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        int length = answer.body().length;
        exchange.sendResponseHeaders(answer.status(), length == 0 ? NO_BODY : length);
        if (length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body());
            }
        }
    }
}
