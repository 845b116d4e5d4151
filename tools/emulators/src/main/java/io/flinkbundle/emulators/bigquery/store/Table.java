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

package io.flinkbundle.emulators.bigquery.store;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A table or a view: what its owner said of it, and where its rows are. Commits to a table go one
 * after the other, so that the times of its commits are in the order in which they become visible.
 * Thread-safe.
 */
@Internal
public final class Table {

    private final TableId id;
    private final DuckEngine engine;
    private final CommitClock clock;
    private final long createdMillis;
    private final ReentrantLock commits = new ReentrantLock();
    private final List<Version> older = new ArrayList<>();
    private final Map<List<Object>, String> changeSequences = new HashMap<>();

    private volatile Head head;

    /**
     * @param resource what the REST interface shows, without what the emulator adds
     * @param rows the table of DuckDB
     * @param schemaVersion goes up with each change of the schema
     */
    public record Head(
            JsonObject resource,
            TableSchema schema,
            String rows,
            long schemaVersion,
            long modifiedMillis,
            long etag) {}

    /** Where the rows were until a time. */
    private record Version(String rows, TableSchema schema, long untilMicros) {}

    Table(
            TableId id,
            DuckEngine engine,
            CommitClock clock,
            JsonObject resource,
            TableSchema schema) {
        this.id = id;
        this.engine = engine;
        this.clock = clock;
        this.createdMillis = clock.millis();
        this.head =
                new Head(resource, schema, engine.create(schema), 1, createdMillis, clock.next());
    }

    public TableId id() {
        return id;
    }

    public Head head() {
        return head;
    }

    public TableSchema schema() {
        return head.schema();
    }

    public JsonObject resource() {
        return head.resource();
    }

    public long createdMillis() {
        return createdMillis;
    }

    /** The query of a view. */
    public Optional<String> viewQuery() {
        JsonElement view = head.resource().get("view");
        return view == null || !view.isJsonObject()
                ? Optional.empty()
                : Optional.of(view.getAsJsonObject().get("query").getAsString());
    }

    public boolean isView() {
        return viewQuery().isPresent();
    }

    /** The columns of the primary key; empty when there is none. */
    public List<String> primaryKey() {
        JsonElement constraints = head.resource().get("tableConstraints");
        if (constraints == null || !constraints.isJsonObject()) {
            return List.of();
        }
        JsonElement key = constraints.getAsJsonObject().get("primaryKey");
        if (key == null || !key.isJsonObject()) {
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        key.getAsJsonObject()
                .getAsJsonArray("columns")
                .forEach(column -> columns.add(column.getAsString()));
        return columns;
    }

    boolean isExpired() {
        JsonElement expiration = head.resource().get("expirationTime");
        return expiration != null
                && !expiration.isJsonNull()
                && expiration.getAsLong() > 0
                && expiration.getAsLong() <= clock.millis();
    }

    /** Work on the rows, with the time at which it is committed. */
    @FunctionalInterface
    public interface Commit {

        void run(Head head, long commitMicros) throws SQLException;
    }

    /** Changes the rows, alone and at one time. */
    public long commit(Commit work) throws SQLException {
        commits.lock();
        try {
            long micros = clock.next();
            work.run(head, micros);
            touch(micros);
            return micros;
        } finally {
            commits.unlock();
        }
    }

    /** Appends rows in one commit. */
    public long append(TableSchema schema, List<Object[]> rows) {
        try {
            return commit(
                    (current, micros) -> engine.append(current.rows(), schema, rows, () -> micros));
        } catch (SQLException e) {
            throw new IllegalStateException("Rows were not appended to " + id + ".", e);
        }
    }

    private void touch(long micros) {
        Head now = head;
        head =
                new Head(
                        now.resource(),
                        now.schema(),
                        now.rows(),
                        now.schemaVersion(),
                        clock.millis(),
                        micros);
    }

    /** What replaces the rows in {@link #rewrite}. */
    @FunctionalInterface
    public interface Rewrite {

        /**
         * Writes the new rows and gives the table of DuckDB that has them.
         *
         * @param commitMicros the time at which they appear
         */
        String run(Head head, long commitMicros) throws SQLException;
    }

    /**
     * Puts other rows, and perhaps another schema, in the place of the rows; both stay readable.
     */
    public void rewrite(JsonObject resource, TableSchema schema, Rewrite work) throws SQLException {
        commits.lock();
        try {
            long micros = clock.next();
            Head before = head;
            String rows = work.run(before, micros);
            synchronized (older) {
                older.add(new Version(before.rows(), before.schema(), micros));
                head =
                        new Head(
                                resource,
                                schema,
                                rows,
                                schema.equals(before.schema())
                                        ? before.schemaVersion()
                                        : before.schemaVersion() + 1,
                                clock.millis(),
                                micros);
            }
        } finally {
            commits.unlock();
        }
    }

    /**
     * Changes what is known about the table.
     *
     * @throws ApiException when the change is not allowed
     */
    public void update(UnaryOperator<JsonObject> change, UnaryOperator<TableSchema> schemaChange) {
        commits.lock();
        try {
            Head before = head;
            JsonObject resource = change.apply(before.resource());
            TableSchema schema = schemaChange.apply(before.schema());
            boolean changed = !schema.equals(before.schema());
            if (changed) {
                engine.evolve(before.rows(), before.schema(), schema);
            }
            head =
                    new Head(
                            resource,
                            schema,
                            before.rows(),
                            changed ? before.schemaVersion() + 1 : before.schemaVersion(),
                            clock.millis(),
                            clock.next());
        } finally {
            commits.unlock();
        }
    }

    /**
     * A relation of DuckDB with the rows that were there at a time, under the columns of that time.
     */
    public Snapshot snapshot(long micros) {
        if (micros < createdMillis * 1_000 - 1) {
            throw ApiException.invalid(
                    "Invalid snapshot time "
                            + micros / 1_000
                            + " for table "
                            + id
                            + ". Cannot read before "
                            + createdMillis);
        }
        synchronized (older) {
            for (Version version : older) {
                if (micros < version.untilMicros()) {
                    return new Snapshot(version.schema(), relation(version.rows(), micros));
                }
            }
            return new Snapshot(head.schema(), relation(head.rows(), micros));
        }
    }

    /** Rows of a time, and the schema of that time. */
    public record Snapshot(TableSchema schema, String relation) {}

    private static String relation(String rows, long micros) {
        return DuckEngine.STORE
                + "."
                + rows
                + " WHERE "
                + DuckTypes.quote(DuckEngine.NUMBER)
                + " <= "
                + micros;
    }

    /** A time that all earlier commits are at or before, and all later ones are after. */
    public long now() {
        commits.lock();
        try {
            return clock.now();
        } finally {
            commits.unlock();
        }
    }

    public long rowCount() {
        return engine.number("SELECT count(*) FROM " + DuckEngine.STORE + "." + head.rows());
    }

    /** The last sequence number of each key that changes were written with; only in a commit. */
    public Map<List<Object>, String> changeSequences() {
        return changeSequences;
    }

    /** Forgets the rows; the table is gone. */
    void drop() {
        commits.lock();
        try {
            engine.drop(head.rows());
            synchronized (older) {
                older.forEach(version -> engine.drop(version.rows()));
                older.clear();
            }
        } finally {
            commits.unlock();
        }
    }
}
