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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The table function by which SQL reads rows from Java: {@code SELECT ... FROM flink_feed(17)}.
 *
 * <p>DuckDB cannot drop such a function before the file is closed. So there is one for each open
 * file, and it finds its rows by a number: feeds come and go while the file stays open.
 */
@Internal
public final class FeedFunction implements DuckDBTableFunction<Feed, Feed.Cursor, Object> {

    private static final String NAME = "flink_feed";

    /** Static like DuckDB's own state, which knows a function but not who calls it. */
    private static final Map<Long, Feed> FEEDS = new ConcurrentHashMap<>();

    private static final AtomicLong LAST_ID = new AtomicLong();

    private FeedFunction() {}

    /**
     * Makes the function known to a file that was just opened, and to all its connections. Does
     * nothing where it is known, because other code of this JVM has kept the file open.
     */
    public static void register(DuckDBConnection connection) throws SQLException {
        if (isKnown(connection)) {
            return;
        }
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(NAME)
                    .withParameter(Long.class)
                    .withFunction(new FeedFunction())
                    .register(connection);
        }
        // The driver keeps a list of all functions ever registered, for display only; a job that
        // stages at each checkpoint would make it grow for ever.
        DuckDBDriver.clearFunctionsRegistry();
    }

    private static boolean isKnown(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet functions =
                        statement.executeQuery(
                                "SELECT 1 FROM duckdb_functions() WHERE function_name = '"
                                        + NAME
                                        + '\'')) {
            return functions.next();
        }
    }

    /** Offers rows to queries until they are withdrawn, and returns the number of the feed. */
    public static long offer(Feed feed) {
        long id = LAST_ID.incrementAndGet();
        FEEDS.put(id, feed);
        return id;
    }

    public static void withdraw(long id) {
        FEEDS.remove(id);
    }

    /** The call of the function in SQL. */
    public static String call(long id) {
        return NAME + '(' + id + ')';
    }

    @Override
    public Feed bind(DuckDBTableFunctionBindInfo info) throws SQLException {
        long id = info.getParameter(0).getLong();
        Feed feed = FEEDS.get(id);
        if (feed == null) {
            throw new SQLException("There is no feed " + id + " in this JVM, or not any more.");
        }
        feed.describe(info);
        return feed;
    }

    @Override
    public Feed.Cursor init(DuckDBTableFunctionInitInfo info) {
        // Rows keep their order, and only one thread of DuckDB is ever in a feed.
        info.setMaxThreads(1);
        Feed feed = info.getBindData();
        return feed.open();
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
        Feed.Cursor cursor = info.getInitData();
        return cursor.next(chunk);
    }
}
