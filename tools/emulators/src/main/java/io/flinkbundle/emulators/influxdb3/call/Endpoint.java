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

package io.flinkbundle.emulators.influxdb3.call;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;

/** What a client can call. */
@PublicEvolving
public enum Endpoint {
    /** {@code POST /api/v3/write_lp}. */
    WRITE_LP("/api/v3/write_lp"),
    /** {@code POST /api/v2/write}. */
    WRITE_V2("/api/v2/write"),
    /** {@code POST /write}. */
    WRITE_V1("/write"),
    /** {@code GET} or {@code POST /api/v3/query_sql}. */
    QUERY_SQL("/api/v3/query_sql"),
    /** Queries in InfluxQL, which the emulator refuses. */
    QUERY_INFLUXQL("/api/v3/query_influxql", "/query"),
    /** Databases and their retention periods. */
    DATABASES("/api/v3/configure/database", "/api/v3/configure/database/retention_period"),
    /** {@code /api/v3/configure/table}. */
    TABLES("/api/v3/configure/table"),
    /** Tokens. */
    TOKENS(
            "/api/v3/configure/token",
            "/api/v3/configure/token/admin",
            "/api/v3/configure/token/admin/regenerate",
            "/api/v3/configure/token/named_admin"),
    /** {@code /api/v3/configure/last_cache}. */
    LAST_CACHES("/api/v3/configure/last_cache"),
    /** {@code /ping}. */
    PING("/ping"),
    /** Whether the server is well. */
    HEALTH("/health", "/api/v1/health"),
    /** Anything else, which is not found. */
    OTHER;

    private final List<String> paths;

    Endpoint(String... paths) {
        this.paths = List.of(paths);
    }

    /** The endpoint that a path belongs to. */
    public static Endpoint of(String path) {
        for (Endpoint endpoint : values()) {
            if (endpoint.paths.contains(path)) {
                return endpoint;
            }
        }
        return OTHER;
    }
}
