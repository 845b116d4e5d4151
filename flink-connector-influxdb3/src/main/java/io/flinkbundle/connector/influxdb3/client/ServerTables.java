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
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What tables a database has. */
@Internal
public final class ServerTables {

    private static final SqlQuery NAMES =
            SqlQuery.of(
                    "SELECT table_name FROM information_schema.tables"
                            + " WHERE table_schema = 'iox' ORDER BY table_name");

    private static final String COLUMNS =
            "SELECT column_name, data_type FROM information_schema.columns"
                    + " WHERE table_schema = 'iox' AND table_name = $table"
                    + " ORDER BY ordinal_position";

    private final QueryClient client;

    public ServerTables(QueryClient client) {
        this.client = client;
    }

    /** Their names, in order. */
    public List<String> names() throws IOException, InterruptedException {
        return SmallResult.of(client, NAMES).stream()
                .map(row -> row.path("table_name").asText())
                .toList();
    }

    /** The columns of a table; none if there is no such table. */
    public List<ServerColumn> columns(String table) throws IOException, InterruptedException {
        return SmallResult.of(client, new SqlQuery(COLUMNS, Map.of("table", table))).stream()
                .map(ServerTables::column)
                .toList();
    }

    private static ServerColumn column(JsonNode row) {
        return new ServerColumn(
                row.path("column_name").asText(),
                ServerColumn.Type.ofArrow(row.path("data_type").asText()));
    }
}
