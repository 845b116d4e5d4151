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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.client.StatementFailedException;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * The table in the target database that remembers which commits it has taken. A marker is written
 * in the transaction of the rows that it stands for, so that a commit that is played again is
 * recognised by its UUID. Markers identify, they are never compared: checkpoint ids start again and
 * repeat.
 *
 * <p>One row of the table names the database itself, so that a job that is restored onto another
 * file notices it.
 */
@Internal
public final class CommitMarkers {

    private static final Logger LOG = LoggerFactory.getLogger(CommitMarkers.class);

    static final String TABLE = "__flink_commits";

    /** In the place of a sink's id, in the row that names the database. */
    private static final String DATABASE = "__flink_database";

    private final TargetConnection target;
    private final DuckDbSinkConfig config;
    private final String table;

    public CommitMarkers(TargetConnection target, DuckDbSinkConfig config) {
        this.target = target;
        this.config = config;
        this.table = Identifiers.quote(config.schema(), TABLE);
    }

    /**
     * Creates the table if it is missing, and returns the id of the database.
     *
     * @throws IOException if it cannot be created
     */
    public UUID prepare() throws IOException, InterruptedException {
        Optional<UUID> found = databaseId();
        if (found.isPresent()) {
            return found.get();
        }
        // Another sink may create the table at the same time, in this JVM or in another.
        target.inTransactionRetryingConflicts(
                "create table '" + TABLE + "'",
                () -> {
                    if (databaseId().isEmpty()) {
                        create();
                    }
                });
        return databaseId()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "The id of DuckDB database '"
                                                + config.path()
                                                + "' was removed from table '"
                                                + TABLE
                                                + "' while the sink was starting."));
    }

    /** The id of the database; empty if no sink has prepared it. */
    public Optional<UUID> databaseId() throws IOException {
        try {
            if (DuckDbTable.find(connection(), config.schema(), TABLE).isEmpty()) {
                return Optional.empty();
            }
            String sql = "SELECT commit_id::VARCHAR FROM " + table + " WHERE sink_id = ?";
            try (PreparedStatement statement = connection().prepareStatement(sql)) {
                statement.setString(1, DATABASE);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(UUID.fromString(rows.getString(1)))
                            : Optional.empty();
                }
            }
        } catch (SQLException e) {
            throw target.failure("read table '" + TABLE + "'", e);
        }
    }

    /** Whether the database has taken exactly this commit. */
    public boolean contains(UUID commitId) throws IOException {
        String sql = "SELECT 1 FROM " + table + " WHERE sink_id = ? AND commit_id = ?::UUID";
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.setString(1, config.sinkId());
            statement.setString(2, commitId.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw target.failure("read table '" + TABLE + "'", e);
        }
    }

    /** Adds a marker to the open transaction. */
    public void add(UUID commitId, long checkpointId, long rows) throws SQLException {
        insert(config.sinkId(), commitId, checkpointId, rows);
    }

    /**
     * Removes the markers of this sink that are too old, in a transaction of its own: another
     * commit that does the same at the same time must not cost this commit its rows.
     *
     * @param latest a commit whose marker stays in any case
     */
    public void expire(UUID latest) throws IOException {
        OffsetDateTime oldest = now().minus(config.markerRetention());
        try {
            target.inTransaction("remove old markers", () -> deleteBefore(oldest, latest));
        } catch (StatementFailedException e) {
            LOG.info("Old markers of sink '{}' stay for now.", config.sinkId(), e);
        }
    }

    private void create() throws SQLException {
        target.execute("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(config.schema()));
        target.execute(
                "CREATE TABLE IF NOT EXISTS "
                        + table
                        + " (sink_id VARCHAR NOT NULL, commit_id UUID NOT NULL,"
                        + " checkpoint_id BIGINT NOT NULL, row_count BIGINT NOT NULL,"
                        + " committed_at TIMESTAMP WITH TIME ZONE NOT NULL)");
        insert(DATABASE, UUID.randomUUID(), 0, 0);
    }

    private void insert(String sinkId, UUID commitId, long checkpointId, long rows)
            throws SQLException {
        String sql = "INSERT INTO " + table + " VALUES (?, ?::UUID, ?, ?, ?)";
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.setString(1, sinkId);
            statement.setString(2, commitId.toString());
            statement.setLong(3, checkpointId);
            statement.setLong(4, rows);
            statement.setObject(5, now());
            statement.executeUpdate();
        }
    }

    private void deleteBefore(OffsetDateTime oldest, UUID latest) throws SQLException {
        String sql =
                "DELETE FROM "
                        + table
                        + " WHERE sink_id = ? AND committed_at < ? AND commit_id <> ?::UUID";
        try (PreparedStatement statement = connection().prepareStatement(sql)) {
            statement.setString(1, config.sinkId());
            statement.setObject(2, oldest);
            statement.setString(3, latest.toString());
            statement.executeUpdate();
        }
    }

    private static OffsetDateTime now() {
        return Instant.now().atOffset(ZoneOffset.UTC);
    }

    private DuckDBConnection connection() {
        return target.connection();
    }
}
