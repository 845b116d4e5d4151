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
    /** {@code /api/v3/query_influxql} and {@code /query}, which the emulator refuses. */
    QUERY_INFLUXQL("/api/v3/query_influxql"),
    /** {@code /api/v3/configure/database} and its retention period. */
    DATABASES("/api/v3/configure/database"),
    /** {@code /api/v3/configure/table}. */
    TABLES("/api/v3/configure/table"),
    /** {@code /api/v3/configure/token} and below. */
    TOKENS("/api/v3/configure/token"),
    /** {@code /api/v3/configure/last_cache}. */
    LAST_CACHES("/api/v3/configure/last_cache"),
    /** {@code /ping}. */
    PING("/ping"),
    /** {@code /health} and {@code /api/v1/health}. */
    HEALTH("/health"),
    /** Anything else, which is not found. */
    OTHER("");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The endpoint that a path belongs to. */
    public static Endpoint of(String path) {
        if (path.equals("/api/v1/health")) {
            return HEALTH;
        } else if (path.equals("/query")) {
            return QUERY_INFLUXQL;
        }
        for (Endpoint endpoint : values()) {
            if (endpoint != OTHER
                    && (path.equals(endpoint.path) || path.startsWith(endpoint.path + "/"))) {
                return endpoint;
            }
        }
        return OTHER;
    }

    public boolean isWrite() {
        return this == WRITE_LP || this == WRITE_V2 || this == WRITE_V1;
    }
}
