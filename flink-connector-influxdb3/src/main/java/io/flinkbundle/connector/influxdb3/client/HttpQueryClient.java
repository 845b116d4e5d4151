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

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks over {@code /api/v3/query_sql}, which streams JSON lines and needs neither Arrow nor a flag
 * of the JVM. Each query is logged at level DEBUG.
 */
@Internal
public final class HttpQueryClient implements QueryClient {

    private static final Logger LOG = LoggerFactory.getLogger(HttpQueryClient.class);

    /** Of a lookup or of a question about the schema. */
    private static final MemorySize LARGEST_ANSWER = MemorySize.ofMebiBytes(64);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int SUCCESS = 200;

    private static final String PATH = "/api/v3/query_sql";

    private final HttpLink link;
    private final QueryReplies replies;

    /**
     * @param link closed with this client
     */
    public HttpQueryClient(HttpLink link) {
        this.link = link;
        this.replies = new QueryReplies(link.options(), Clock.systemUTC());
    }

    @Override
    public InfluxDb3ConnectionOptions options() {
        return link.options();
    }

    @Override
    public ResultBytes query(SqlQuery query) throws IOException {
        HttpResultBytes result = new HttpResultBytes(link.options(), replies);
        result.begin(link.sendAsync(request(query), result));
        return result;
    }

    @Override
    public CompletableFuture<byte[]> ask(SqlQuery query) throws IOException {
        return link.sendAsync(request(query), BoundedBody.of(LARGEST_ANSWER))
                .orTimeout(link.options().requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(
                                        HttpLink.broken(link.options(), failure));
                            }
                            if (response.statusCode() != SUCCESS) {
                                throw new CompletionException(
                                        replies.failure(
                                                new HttpReply(
                                                        response.statusCode(),
                                                        response.headers()
                                                                .firstValue("Retry-After"),
                                                        response.body())));
                            }
                            return response.body();
                        });
    }

    private HttpRequest request(SqlQuery query) throws IOException {
        LOG.debug("Asking {}: {}", link.options(), query);
        // No Accept header: the server refuses most of them even where a format is given.
        return link.request(PATH)
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(query)))
                .build();
    }

    private byte[] body(SqlQuery query) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.put("db", link.options().database());
        body.put("q", query.sql());
        body.put("format", "jsonl");
        if (!query.parameters().isEmpty()) {
            ObjectNode parameters = body.putObject("params");
            query.parameters()
                    .forEach((name, value) -> parameters.set(name, JSON.valueToTree(value)));
        }
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public void close() {
        link.close();
    }
}
