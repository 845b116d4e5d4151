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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stream that a client created: how far it is written, and the rows that are not to be seen yet.
 * Thread-safe.
 */
@Internal
final class WriteStreamState {

    private final String name;
    private final Table table;
    private final WriteStream.Type type;
    private final DuckEngine engine;
    private final long createdMillis;
    private final List<Segment> hidden = new ArrayList<>();

    private long end;
    private long flushed;
    private boolean finalized;
    private Optional<Long> committedMicros = Optional.empty();

    /** Rows of one schema, in a table of DuckDB whose number is their offset. */
    private static final class Segment {

        private final String rows;
        private final TableSchema schema;
        private long end;

        private Segment(String rows, TableSchema schema) {
            this.rows = rows;
            this.schema = schema;
        }
    }

    WriteStreamState(
            String name,
            Table table,
            WriteStream.Type type,
            DuckEngine engine,
            long createdMillis) {
        this.name = name;
        this.table = table;
        this.type = type;
        this.engine = engine;
        this.createdMillis = createdMillis;
    }

    String name() {
        return name;
    }

    Table table() {
        return table;
    }

    WriteStream.Type type() {
        return type;
    }

    synchronized long end() {
        return end;
    }

    synchronized boolean isFinalized() {
        return finalized;
    }

    synchronized Optional<Long> committedMicros() {
        return committedMicros;
    }

    long createdMillis() {
        return createdMillis;
    }

    WriteStream.Builder describe() {
        WriteStream.Builder builder =
                WriteStream.newBuilder()
                        .setName(name)
                        .setType(type)
                        .setWriteMode(WriteStream.WriteMode.INSERT)
                        .setCreateTime(Timestamps.fromMillis(createdMillis));
        committedMicros().map(Timestamps::fromMicros).ifPresent(builder::setCommitTime);
        return builder;
    }

    /**
     * Appends rows, and gives the offset of the first.
     *
     * @param wanted where they are to be; empty for the end
     */
    synchronized long append(Optional<Long> wanted, TableSchema schema, List<Object[]> rows) {
        if (finalized) {
            throw finalizedStream();
        }
        checkOffset(wanted);
        long first = end;
        if (type == WriteStream.Type.COMMITTED) {
            table.append(schema, rows);
        } else {
            hide(schema, rows);
        }
        end += rows.size();
        return first;
    }

    /** Fails when rows are not to be at the end. */
    synchronized void checkOffset(Optional<Long> wanted) {
        if (wanted.isEmpty() || wanted.get() == end) {
            return;
        }
        boolean within = wanted.get() < end;
        throw StatusFailure.of(
                within ? Status.Code.ALREADY_EXISTS : Status.Code.OUT_OF_RANGE,
                within
                        ? StorageErrorCode.OFFSET_ALREADY_EXISTS
                        : StorageErrorCode.OFFSET_OUT_OF_RANGE,
                name,
                "The offset is "
                        + (within ? "within" : "beyond")
                        + " stream, expected offset "
                        + end
                        + ", received "
                        + wanted.get());
    }

    StatusFailure finalizedStream() {
        return StatusFailure.of(
                Status.Code.INVALID_ARGUMENT,
                StorageErrorCode.STREAM_FINALIZED,
                name,
                "Stream has been finalized and cannot be appended.");
    }

    private void hide(TableSchema schema, List<Object[]> rows) {
        Segment last = hidden.isEmpty() ? null : hidden.get(hidden.size() - 1);
        if (last == null || !last.schema.equals(schema)) {
            last = new Segment(engine.create(schema), schema);
            hidden.add(last);
        }
        long[] next = {end};
        engine.append(last.rows, schema, rows, () -> next[0]++);
        last.end = next[0];
    }

    /** Lets rows be seen, up to and with an offset. */
    synchronized void flush(long upTo) {
        if (finalized) {
            throw finalizedStream();
        }
        if (upTo >= end) {
            throw StatusFailure.of(
                    Status.Code.OUT_OF_RANGE,
                    StorageErrorCode.OFFSET_OUT_OF_RANGE,
                    name,
                    "The offset is beyond stream, expected offset " + end + ", received " + upTo);
        }
        if (upTo < flushed) {
            return;
        }
        try {
            table.commit((head, micros) -> show(head, micros, upTo + 1));
        } catch (SQLException e) {
            throw new IllegalStateException("Rows of " + name + " were not flushed.", e);
        }
        flushed = upTo + 1;
        while (!hidden.isEmpty() && hidden.get(0).end <= flushed) {
            engine.drop(hidden.remove(0).rows);
        }
    }

    private void show(Table.Head head, long micros, long before) throws SQLException {
        engine.inTransaction(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        for (String sql : showing(head, micros, before)) {
                            statement.execute(sql);
                        }
                    }
                    return null;
                });
    }

    private List<String> showing(Table.Head head, long micros, long before) {
        List<String> statements = new ArrayList<>();
        for (Segment segment : hidden) {
            String columns = DuckTypes.names(segment.schema);
            statements.add(
                    "INSERT INTO "
                            + DuckEngine.STORE
                            + "."
                            + head.rows()
                            + " ("
                            + DuckEngine.NUMBER
                            + ", "
                            + columns
                            + ") SELECT "
                            + micros
                            + ", "
                            + columns
                            + " FROM "
                            + DuckEngine.STORE
                            + "."
                            + segment.rows
                            + " WHERE "
                            + DuckEngine.NUMBER
                            + " >= "
                            + flushed
                            + " AND "
                            + DuckEngine.NUMBER
                            + " < "
                            + before);
        }
        return statements;
    }

    /** Ends the stream, and gives the number of its rows. */
    synchronized long close() {
        finalized = true;
        return end;
    }

    /** What a commit of all rows does; only for a pending stream that is finalized. */
    synchronized List<String> committing(Table.Head head, long micros) {
        return showing(head, micros, end);
    }

    synchronized void committed(long micros) {
        committedMicros = Optional.of(micros);
        forget();
    }

    /** Drops what is hidden. */
    synchronized void forget() {
        hidden.forEach(segment -> engine.drop(segment.rows));
        hidden.clear();
    }

    /**
     * @throws ApiException when the stream is of another type
     */
    void require(WriteStream.Type wanted, String call) {
        if (type != wanted) {
            throw StatusFailure.of(
                    Status.Code.INVALID_ARGUMENT,
                    StorageErrorCode.INVALID_STREAM_TYPE,
                    name,
                    call + " is not allowed on a stream of type " + type + ".");
        }
    }
}
