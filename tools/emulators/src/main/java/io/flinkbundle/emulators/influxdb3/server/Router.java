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

import org.apache.flink.annotation.Internal;

/** Gives a call to the endpoint that it is for. */
@Internal
final class Router {

    private final Authentication authentication;
    private final WriteEndpoint writes;
    private final QueryEndpoint queries;
    private final DatabaseEndpoint databases;
    private final TableEndpoint tables;
    private final TokenEndpoint tokens;
    private final LastCacheEndpoint caches;
    private final InfoEndpoint info = new InfoEndpoint();

    Router(ServerParts parts) {
        this.authentication = new Authentication(parts.tokens());
        this.writes = new WriteEndpoint(parts.writes());
        this.queries = new QueryEndpoint(parts.catalog(), parts.sql());
        this.databases = new DatabaseEndpoint(parts.catalog(), parts.engine());
        this.tables = new TableEndpoint(parts.catalog(), parts.engine());
        this.tokens = new TokenEndpoint(parts.tokens());
        this.caches = new LastCacheEndpoint(parts.catalog(), parts.clock());
    }

    HttpReply handle(Call call, CallRecord record) {
        try {
            authentication.check(call);
            return dispatch(call, record);
        } catch (HttpFailure e) {
            return e.reply();
        }
    }

    private HttpReply dispatch(Call call, CallRecord record) throws HttpFailure {
        return switch (call.endpoint()) {
            case WRITE_LP, WRITE_V2, WRITE_V1 -> {
                allow(call, "POST");
                yield writes.handle(call, record);
            }
            case QUERY_SQL -> {
                allow(call, "GET", "POST");
                yield queries.handle(call);
            }
            case QUERY_INFLUXQL -> throw HttpFailure.notEmulated("InfluxQL");
            case DATABASES -> databases.handle(call);
            case TABLES -> tables.handle(call);
            case TOKENS -> tokens.handle(call);
            case LAST_CACHES -> caches.handle(call);
            case PING -> {
                allow(call, "GET", "POST");
                yield info.ping();
            }
            case HEALTH -> {
                allow(call, "GET");
                yield InfoEndpoint.health();
            }
            case OTHER -> throw notFound();
        };
    }

    private static void allow(Call call, String... methods) throws HttpFailure {
        for (String method : methods) {
            if (call.is(method)) {
                return;
            }
        }
        throw notFound();
    }

    /**
     * The server knows pairs of method and path only, and nothing of a path with another method.
     */
    static HttpFailure notFound() {
        return HttpFailure.text(HttpFailure.NOT_FOUND, "Not found");
    }
}
