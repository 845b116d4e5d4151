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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists, creates and drops databases and tables over {@code /api/v3/configure}. Thread-safe.
 *
 * @see <a href="https://docs.influxdata.com/influxdb3/core/api/">API of InfluxDB 3</a>
 */
@Internal
public final class AdminClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATABASES = "/api/v3/configure/database";
    private static final String TABLES = "/api/v3/configure/table";

    private final HttpLink link;
    private final QueryReplies replies;

    /**
     * @param link closed with this client
     */
    public AdminClient(HttpLink link) {
        this.link = link;
        this.replies = new QueryReplies(link.options(), Clock.systemUTC());
    }

    /** The names of the databases, without those that were deleted. */
    public List<String> databases() throws IOException, InterruptedException {
        HttpReply reply = send(link.request(DATABASES + "?format=json").GET().build());
        List<String> names = new ArrayList<>();
        JsonNode rows;
        try {
            rows = JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new RetryableIOException(
                    link.options().url() + " answered with something else than JSON.", e);
        }
        for (JsonNode row : rows) {
            names.add(row.path("iox::database").asText());
        }
        return names;
    }

    public void createDatabase(String database) throws IOException, InterruptedException {
        post(DATABASES, JSON.createObjectNode().put("db", database));
    }

    public void dropDatabase(String database) throws IOException, InterruptedException {
        send(link.request(DATABASES + "?db=" + encode(database)).DELETE().build());
    }

    /**
     * Creates a table.
     *
     * @param columns its tags and fields; the time is there anyway
     */
    public void createTable(String database, String table, List<ServerColumn> columns)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("db", database).put("table", table);
        ArrayNode tags = body.putArray("tags");
        ArrayNode fields = body.putArray("fields");
        for (ServerColumn column : columns) {
            if (column.type() == ServerColumn.Type.TAG) {
                tags.add(column.name());
            } else {
                fields.addObject().put("name", column.name()).put("type", typeName(column.type()));
            }
        }
        post(TABLES, body);
    }

    private static String typeName(ServerColumn.Type type) {
        return switch (type) {
            case STRING -> "utf8";
            case INTEGER -> "int64";
            case UNSIGNED -> "uint64";
            case FLOAT -> "float64";
            case BOOLEAN -> "bool";
            case TAG, TIME, OTHER ->
                    throw new IllegalArgumentException("No field is a " + type + ".");
        };
    }

    public void dropTable(String database, String table) throws IOException, InterruptedException {
        send(
                link.request(TABLES + "?db=" + encode(database) + "&table=" + encode(table))
                        .DELETE()
                        .build());
    }

    private void post(String path, ObjectNode body) throws IOException, InterruptedException {
        send(
                link.request(path)
                        .setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build());
    }

    private HttpReply send(HttpRequest request) throws IOException, InterruptedException {
        HttpReply reply = link.send(request);
        if (!reply.isSuccess()) {
            throw replies.failure(reply);
        }
        return reply;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        link.close();
    }
}
