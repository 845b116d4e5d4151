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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The read sessions until they expire. Thread-safe. */
@Internal
public final class ReadSessions {

    private static final int MAX_STREAMS = 1_000;
    private static final int USUAL_STREAMS = 4;
    private static final Pattern TABLE =
            Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
    private static final Pattern PARENT = Pattern.compile("projects/([^/]+)");

    private final Catalog catalog;
    private final UnaryOperator<String> restrictions;
    private final Duration lifetime;
    private final Map<String, SessionState> sessions = new ConcurrentHashMap<>();

    /**
     * @param restrictions turns a condition into the SQL of DuckDB
     */
    public ReadSessions(Catalog catalog, UnaryOperator<String> restrictions, Duration lifetime) {
        this.catalog = catalog;
        this.restrictions = restrictions;
        this.lifetime = lifetime;
    }

    ReadSession create(CreateReadSessionRequest request) {
        ReadSession wanted = request.getReadSession();
        Matcher parent = PARENT.matcher(request.getParent());
        if (!parent.matches()) {
            throw ApiException.invalid("Malformed parent: " + request.getParent());
        }
        Table table = table(wanted.getTable());
        DataFormat format = wanted.getDataFormat();
        if (format != DataFormat.ARROW && format != DataFormat.AVRO) {
            throw ApiException.invalid("request failed: the data format must be ARROW or AVRO");
        }
        if (wanted.getReadOptions().hasSamplePercentage()) {
            throw ApiException.notEmulated("sample_percentage");
        }
        long micros =
                wanted.getTableModifiers().hasSnapshotTime()
                        ? Timestamps.toMicros(wanted.getTableModifiers().getSnapshotTime())
                        : table.now();
        Table.Snapshot snapshot = table.snapshot(micros);
        SelectedFields selected =
                new SelectedFields(
                        snapshot.schema(), wanted.getReadOptions().getSelectedFieldsList());
        String rows = copy(snapshot, selected, wanted.getReadOptions().getRowRestriction());
        String name =
                request.getParent()
                        + "/locations/"
                        + catalog.dataset(table.id().project(), table.id().dataset()).location()
                        + "/sessions/"
                        + UUID.randomUUID();
        SessionState session =
                new SessionState(
                        name,
                        selected.schema(),
                        format,
                        rows,
                        catalog.clock().millis() + lifetime.toMillis());
        sessions.put(name, session);
        return describe(wanted, session, request);
    }

    private ReadSession describe(
            ReadSession wanted, SessionState session, CreateReadSessionRequest request) {
        long count =
                catalog.engine()
                        .number("SELECT count(*) FROM " + DuckEngine.STORE + "." + session.rows());
        ReadSession.Builder described =
                wanted.toBuilder()
                        .setName(session.name())
                        .setExpireTime(Timestamps.fromMillis(session.expiresMillis()))
                        .setEstimatedRowCount(count)
                        .setEstimatedTotalBytesScanned(
                                count * Long.BYTES * Math.max(1, session.schema().size()));
        int streams = streams(request, count);
        for (int i = 0; i < streams; i++) {
            SessionState.Range range =
                    new SessionState.Range(count * i / streams, count * (i + 1) / streams);
            described.addStreams(ReadStream.newBuilder().setName(session.addStream(range)));
        }
        try (RowEncoder encoder = session.newEncoder()) {
            encoder.describe(described);
        }
        return described.build();
    }

    private static int streams(CreateReadSessionRequest request, long rows) {
        int most = request.getMaxStreamCount();
        int least = request.getPreferredMinStreamCount();
        if (most < 0 || least < 0 || most > 0 && least > most) {
            throw ApiException.invalid(
                    "request failed: invalid stream counts: max " + most + ", min " + least);
        }
        int wanted = most > 0 ? most : Math.max(USUAL_STREAMS, least);
        return (int) Math.max(1, Math.min(Math.min(wanted, MAX_STREAMS), rows));
    }

    private Table table(String path) {
        Matcher matcher = TABLE.matcher(path);
        if (!matcher.matches()) {
            throw ApiException.invalid("request failed: malformed table name: " + path);
        }
        Table table =
                catalog.table(new TableId(matcher.group(1), matcher.group(2), matcher.group(3)));
        if (table.isView()) {
            throw ApiException.invalid(
                    "request failed: only external tables connected to a storage, tables and"
                            + " materialized views can be read, not the view "
                            + path);
        }
        return table;
    }

    private String copy(Table.Snapshot snapshot, SelectedFields selected, String restriction) {
        String copy = catalog.engine().newTable();
        String condition =
                restriction.isBlank() ? "" : " AND (" + restrictions.apply(restriction) + ")";
        List<String> statements =
                List.of(
                        DuckEngine.createSql(copy, selected.looseSchema()),
                        "INSERT INTO "
                                + DuckEngine.STORE
                                + "."
                                + copy
                                + " SELECT row_number() OVER () - 1"
                                + selected.columns()
                                + " FROM "
                                + snapshot.relation()
                                + condition);
        try {
            catalog.engine()
                    .inTransaction(
                            connection -> {
                                try (Statement statement = connection.createStatement()) {
                                    for (String sql : statements) {
                                        statement.execute(sql);
                                    }
                                }
                                return null;
                            });
            return copy;
        } catch (SQLException e) {
            throw ApiException.invalid(
                    "request failed: Query error: " + restriction + ": " + e.getMessage());
        }
    }

    /** The session of a stream, which must not have expired. */
    SessionState sessionOf(String stream) {
        int end = stream.indexOf("/streams/");
        SessionState session = end < 0 ? null : sessions.get(stream.substring(0, end));
        if (session == null || !session.streams().containsKey(stream)) {
            throw ApiException.of(
                    Status.NOT_FOUND.withDescription(
                            "there was an error operating on '" + stream + "': not found"));
        }
        if (session.expiresMillis() <= catalog.clock().millis()) {
            throw ApiException.of(
                    Status.FAILED_PRECONDITION.withDescription(
                            "there was an error operating on '"
                                    + stream
                                    + "': session expired at "
                                    + Timestamps.toString(
                                            Timestamps.fromMillis(session.expiresMillis()))));
        }
        return session;
    }

    /** Ends a session now, and says whether there is one of this name. */
    public boolean expire(String name) {
        SessionState session = sessions.get(name);
        if (session == null) {
            return false;
        }
        session.expire(catalog.clock().millis());
        return true;
    }

    public void clear() {
        sessions.values().forEach(session -> catalog.engine().drop(session.rows()));
        sessions.clear();
    }
}
