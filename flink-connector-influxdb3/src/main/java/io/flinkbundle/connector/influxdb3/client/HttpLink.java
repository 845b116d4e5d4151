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
import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests with the token of the connection, each within the request timeout. The token is
 * read for each request, because its file may have changed. Thread-safe.
 */
@Internal
public final class HttpLink implements AutoCloseable {

    private static final int THREADS = 2;

    /** Of a write or an administrative request; what it rejects line by line is far smaller. */
    private static final MemorySize LARGEST_ANSWER = MemorySize.ofMebiBytes(64);

    /** The status of a request that was not sent. */
    private static final int NOT_SENT = 0;

    private final InfluxDb3ConnectionOptions options;
    private final ExecutorService executor;
    private final HttpClient client;

    /**
     * @throws IOException if TLS cannot be set up
     */
    public HttpLink(InfluxDb3ConnectionOptions options) throws IOException {
        this.options = options;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        // Otherwise each first request offers HTTP/2, which some proxies refuse.
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(options.requestTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (options.url().getScheme().equals("https")) {
            builder.sslContext(options.tls().context());
        }
        // Of its own, so that no thread outlives the task and holds its class loader.
        this.executor =
                Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("influxdb3-http"));
        this.client = builder.executor(executor).build();
    }

    /** The connection that this is a link of. */
    public InfluxDb3ConnectionOptions options() {
        return options;
    }

    /** A request to a path of the server, with the token. */
    HttpRequest.Builder request(String pathAndQuery) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(options.url() + pathAndQuery))
                        .timeout(options.requestTimeout());
        Optional<Secret> token = options.token();
        if (token.isPresent()) {
            request.setHeader("Authorization", scheme() + " " + readable(token.get().read()));
        }
        return request;
    }

    /** The exception of the JDK would show the token. */
    private static String readable(String token) throws InfluxDb3RequestException {
        if (token.isBlank() || token.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new InfluxDb3RequestException(
                    "The token is empty or holds a space, a line break or another character that"
                            + " no HTTP header can carry. Check 'token' or the file of"
                            + " 'token.file'.",
                    NOT_SENT);
        }
        return token;
    }

    private String scheme() {
        return options.api() == ApiVersion.V3 ? "Bearer" : "Token";
    }

    /**
     * Sends a request and reads the answer whole.
     *
     * @throws RetryableIOException if no answer came, or none in time
     */
    HttpReply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                await(client.sendAsync(request, BoundedBody.of(LARGEST_ANSWER)));
        return new HttpReply(
                response.statusCode(),
                response.headers().firstValue("Retry-After"),
                response.body());
    }

    /** Sends a request, and hands its answer over as it comes. */
    <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> answer) {
        return client.sendAsync(request, answer);
    }

    /** The timeout of the request ends with the header of its answer, this one with the body. */
    private <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RetryableIOException(
                    options.url() + " did not answer within " + options.requestTimeout(), e);
        } catch (ExecutionException e) {
            throw broken(options, e);
        } finally {
            answer.cancel(true);
        }
    }

    /** A failure of the connection as the callers of the client know it. */
    static RetryableIOException broken(InfluxDb3ConnectionOptions options, Throwable failure) {
        boolean wrapped =
                failure instanceof ExecutionException || failure instanceof CompletionException;
        Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
        return new RetryableIOException(
                "The connection to " + options.url() + " failed: " + reasonOf(cause), cause);
    }

    private static String reasonOf(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    /** Ends what is under way; its callers get an exception. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
