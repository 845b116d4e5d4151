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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.Table;

import org.apache.flink.annotation.Internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Refuses queries that would make the server read too many files. */
@Internal
final class FileLimit {

    private final Connection connection;
    private final Database database;
    private final Query query;
    private final long now;
    private final int maxFiles;

    FileLimit(Connection connection, Database database, Query query, long now, int maxFiles) {
        this.connection = connection;
        this.database = database;
        this.query = query;
        this.now = now;
        this.maxFiles = maxFiles;
    }

    void check(List<SqlToken> tokens) throws SqlException {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isWord("from") || tokens.get(i).isWord("join")) {
                Optional<Table> table = tableAt(tokens, i + 1);
                if (table.isPresent()
                        && table.get().files(Long.MIN_VALUE, Long.MAX_VALUE) > maxFiles) {
                    checkRange(table.get(), tokens);
                }
            }
        }
    }

    private Optional<Table> tableAt(List<SqlToken> tokens, int start) {
        int at = start;
        while (at + 2 < tokens.size() && tokens.get(at + 1).isSymbol(".")) {
            at += 2;
        }
        return database.table(tokens.get(at).name());
    }

    private void checkRange(Table table, List<SqlToken> tokens) throws SqlException {
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (QueryTimes.Bound bound : QueryTimes.bounds(tokens)) {
            OptionalLong value = evaluate(bound.value());
            if (value.isEmpty()) {
                continue;
            }
            long nanos = value.getAsLong();
            switch (bound.comparison()) {
                case ">" -> from = Math.max(from, nanos + 1);
                case ">=" -> from = Math.max(from, nanos);
                case "<" -> to = Math.min(to, nanos - 1);
                case "<=" -> to = Math.min(to, nanos);
                default -> {
                    from = Math.max(from, nanos);
                    to = Math.min(to, nanos);
                }
            }
        }
        if (table.files(from, to) > maxFiles) {
            throw SqlException.failed(
                    "External error: Query would scan "
                            + maxFiles
                            + " Parquet files, exceeding the file limit. InfluxDB 3 Core caps file"
                            + " access to prevent performance degradation and memory issues. Use a"
                            + " narrower time range, or increase the limit with --query-file-limit"
                            + " (this may cause slower queries or instability).");
        }
    }

    /** The time that an expression gives, unless it depends on the rows. */
    private OptionalLong evaluate(List<SqlToken> expression) throws SqlException {
        String sql = new SqlTranslator(database, query.parameters(), now, expression).translate();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT epoch_ns(CAST((" + sql + ") AS TIMESTAMP_NS))")) {
            return result.next() && result.getObject(1) != null
                    ? OptionalLong.of(result.getLong(1))
                    : OptionalLong.empty();
        } catch (SQLException e) {
            // It is no constant: then it says nothing of the time that can be known before the rows
            // are read.
            return OptionalLong.empty();
        }
    }
}
