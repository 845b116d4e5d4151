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

package io.flinkbundle.benchmarks.influxdb3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server that has one table, whose rows it makes when it is asked for them, faster than they can
 * be read: what is measured is reading. It answers {@code /api/v3/query_sql} in JSON lines, of all
 * queries only those that ask for the columns of the table, its first and last time, or some of its
 * columns over a range of time. {@code /rows?N} sets how many rows there are.
 *
 * <p>It is run as a process of its own, and ends when its standard input does.
 */
final class SeriesServer {

    static final String QUERY_PATH = "/api/v3/query_sql";
    static final String ROWS_PATH = "/rows";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NO_CONTENT = 204;
    private static final int NO_BODY = -1;
    private static final int UNKNOWN_LENGTH = 0;
    private static final int CHUNK_BYTES = 1 << 16;

    private static final Pattern SELECTED = Pattern.compile("\"(\\w+)\\\\?\" AS (\\w+)");
    private static final Pattern BOUND = Pattern.compile("\"t(\\d)\":\"([^\"]+)\"");

    private final SeriesText text = new SeriesText();
    private volatile long rows;

    private SeriesServer() {}

    /** Prints the port, and serves until its input ends. */
    public static void main(String[] arguments) throws IOException {
        SeriesServer series = new SeriesServer();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(QUERY_PATH, series::answer);
        server.createContext(ROWS_PATH, series::setRows);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Nothing is said, only the end matters.
        }
        System.exit(0);
    }

    private void setRows(HttpExchange exchange) throws IOException {
        try (exchange) {
            rows = Long.parseLong(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(NO_CONTENT, NO_BODY);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                            .replace("\\\"", "\"");
            if (query.contains("information_schema.columns")) {
                send(exchange, OK, columns());
            } else if (query.contains("min(")) {
                send(exchange, OK, times());
            } else if (query.contains("ORDER BY \"time\"")) {
                sendRows(exchange, query);
            } else {
                send(exchange, BAD_REQUEST, "{\"error\":\"not a query of this server\"}");
            }
        }
    }

    private static String columns() {
        return Stream.of(
                        "id Int64",
                        "quantity Int64",
                        "price Float64",
                        "name Dictionary(Int32, Utf8)",
                        "time Timestamp(Nanosecond, None)")
                .map(column -> column.split(" ", 2))
                .map(
                        column ->
                                "{\"column_name\":\"%s\",\"data_type\":\"%s\"}\n"
                                        .formatted(column[0], column[1]))
                .reduce("", String::concat);
    }

    private String times() {
        return rows == 0
                ? "{}\n"
                : "{\"a\":\"%s\",\"b\":\"%s\"}\n"
                        .formatted(SeriesText.time(0), SeriesText.time(rows - 1));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void sendRows(HttpExchange exchange, String query) throws IOException {
        SeriesText.Line line = text.line(selected(query));
        long from = 0;
        long to = rows;
        Matcher bound = BOUND.matcher(query);
        while (bound.find()) {
            boolean isLower = query.contains(">= $t" + bound.group(1));
            long id = SeriesText.firstFrom(nanos(bound.group(2)));
            from = isLower ? Math.max(from, id) : from;
            to = isLower ? to : Math.min(to, id);
        }
        exchange.sendResponseHeaders(OK, UNKNOWN_LENGTH);
        OutputStream body = exchange.getResponseBody();
        byte[] chunk = new byte[CHUNK_BYTES + SeriesText.MAX_LINE];
        int length = 0;
        for (long id = from; id < to; id++) {
            length = line.write(id, chunk, length);
            if (length >= CHUNK_BYTES) {
                body.write(chunk, 0, length);
                length = 0;
            }
        }
        body.write(chunk, 0, length);
    }

    private static List<String[]> selected(String query) {
        Matcher found = SELECTED.matcher(query);
        return found.results().map(each -> new String[] {each.group(1), each.group(2)}).toList();
    }

    private static long nanos(String time) {
        String plain = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
        Instant instant = LocalDateTime.parse(plain.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }
}
