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

package io.flinkbundle.examples;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One session of the SQL Gateway, over its REST API. Not safe for use by several threads.
 *
 * <p>See <a
 * href="https://nightlies.apache.org/flink/flink-docs-release-2.3/docs/sql/interfaces/sql-gateway/rest/">the
 * gateway's REST endpoint</a>.
 */
final class SqlGatewayClient implements AutoCloseable {

    private static final String VERSION = "/v2";

    private final RestClient rest;
    private final String session;

    private SqlGatewayClient(RestClient rest, String session) {
        this.rest = rest;
        this.session = session;
    }

    static SqlGatewayClient open(URI gateway) throws InterruptedException {
        RestClient rest = new RestClient(gateway);
        JsonNode opened = rest.post(VERSION + "/sessions", Map.of("sessionName", "examples"));
        return new SqlGatewayClient(
                rest, VERSION + "/sessions/" + opened.get("sessionHandle").asText());
    }

    /**
     * Executes one statement to its end; for an INSERT that is the submission of its job.
     *
     * @return the id of the job that the statement started, if it did
     * @throws ExampleException with the root cause when the statement fails
     */
    Optional<String> execute(String sql) throws InterruptedException {
        return run(sql).job();
    }

    /**
     * Executes one statement to its end and fetches its rows, every value as the text that the SQL
     * client prints.
     *
     * @throws ExampleException with the root cause when the statement fails
     */
    StatementResult run(String sql) throws InterruptedException {
        JsonNode submitted = rest.post(session + "/statements", Map.of("statement", sql));
        String operation =
                "%s/operations/%s".formatted(session, submitted.get("operationHandle").asText());
        try {
            StatementResult.Builder result = new StatementResult.Builder();
            String next = operation + "/result/0?rowFormat=PLAIN_TEXT";
            while (next != null) {
                JsonNode page =
                        rest.get(next); // waits a moment on the server when nothing is there
                result.add(page);
                next = page.hasNonNull("nextResultUri") ? page.get("nextResultUri").asText() : null;
            }
            return result.build();
        } catch (InterruptedException | ExampleException e) {
            cancel(operation, e);
            throw e;
        }
    }

    /** The settings of the session, those of the gateway's cluster among them. */
    JsonNode settings() throws InterruptedException {
        return rest.get(session).path("properties");
    }

    /** Whatever the operation still does, such as waiting for a job, is not wanted any more. */
    private void cancel(String operation, Exception reason) {
        try {
            rest.post(operation + "/cancel", Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asked to stop a second time
        } catch (ExampleException e) {
            reason.addSuppressed(e); // it has ended by itself, in most cases
        }
    }

    @Override
    public void close() {
        try {
            rest.delete(session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway itself is about to stop
        }
    }
}
