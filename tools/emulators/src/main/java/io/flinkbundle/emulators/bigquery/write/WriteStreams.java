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

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The streams that clients created, each gone some days later. Thread-safe. */
@Internal
public final class WriteStreams {

    private static final Duration BUFFERED_LIFETIME = Duration.ofDays(7);
    private static final Duration COMMITTED_LIFETIME = Duration.ofDays(4);

    private static final Pattern TABLE =
            Pattern.compile("projects/([^/]+)/datasets/([^/]+)/tables/([^/]+)");
    private static final Pattern DEFAULT =
            Pattern.compile("(projects/[^/]+/datasets/[^/]+/tables/[^/]+)(/streams)?/_default");

    private final Catalog catalog;
    private final Map<String, WriteStreamState> streams = new ConcurrentHashMap<>();

    public WriteStreams(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The table that a path names. */
    Table table(String path) {
        Matcher matcher = TABLE.matcher(path);
        if (!matcher.matches()) {
            throw ApiException.invalid("Malformed table name: " + path);
        }
        Table table =
                catalog.table(new TableId(matcher.group(1), matcher.group(2), matcher.group(3)));
        if (table.isView()) {
            throw ApiException.invalid("Cannot write to a view: " + path);
        }
        return table;
    }

    /** The table of a default stream; empty when the name is that of another stream. */
    Optional<Table> defaultStreamOf(String stream) {
        Matcher matcher = DEFAULT.matcher(stream);
        return matcher.matches() ? Optional.of(table(matcher.group(1))) : Optional.empty();
    }

    WriteStreamState create(String parent, WriteStream.Type type) {
        if (type == WriteStream.Type.TYPE_UNSPECIFIED || type == WriteStream.Type.UNRECOGNIZED) {
            throw ApiException.invalid("Stream type must be specified.");
        }
        Table table = table(parent);
        String name = parent + "/streams/" + UUID.randomUUID();
        WriteStreamState stream =
                new WriteStreamState(name, table, type, catalog.engine(), catalog.clock().millis());
        streams.put(name, stream);
        return stream;
    }

    Optional<WriteStreamState> find(String name) {
        WriteStreamState stream = streams.get(name);
        if (stream == null) {
            return Optional.empty();
        }
        Duration lifetime =
                stream.type() == WriteStream.Type.COMMITTED
                        ? COMMITTED_LIFETIME
                        : BUFFERED_LIFETIME;
        boolean expired = catalog.clock().millis() - stream.createdMillis() > lifetime.toMillis();
        boolean dropped = catalog.findTable(stream.table().id()).orElse(null) != stream.table();
        if (expired || dropped) {
            remove(name);
            return Optional.empty();
        }
        return Optional.of(stream);
    }

    WriteStreamState stream(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                StatusFailure.of(
                                        Status.Code.NOT_FOUND,
                                        StorageErrorCode.STREAM_NOT_FOUND,
                                        name,
                                        "Requested entity was not found."));
    }

    String location(Table table) {
        return catalog.dataset(table.id().project(), table.id().dataset()).location();
    }

    /**
     * Forgets a stream, as the service does when its time has passed; says whether it was there.
     */
    public boolean remove(String name) {
        WriteStreamState removed = streams.remove(name);
        if (removed == null) {
            return false;
        }
        removed.forget();
        return true;
    }

    /** The names of the streams that are not finalized. */
    public List<String> open() {
        return streams.values().stream()
                .filter(stream -> !stream.isFinalized())
                .map(WriteStreamState::name)
                .sorted()
                .toList();
    }

    public void clear() {
        List.copyOf(streams.keySet()).forEach(this::remove);
    }

    /** Commits streams at one time, or none of them. */
    BatchCommitWriteStreamsResponse commit(String parent, List<String> names) {
        Table table = table(parent);
        List<WriteStreamState> committed = new ArrayList<>();
        BatchCommitWriteStreamsResponse.Builder response =
                BatchCommitWriteStreamsResponse.newBuilder();
        for (String name : names) {
            Optional<WriteStreamState> stream = find(name);
            Optional<StorageErrorCode> error = refusal(stream, table);
            if (error.isPresent()) {
                response.addStreamErrors(
                        StorageError.newBuilder()
                                .setCode(error.get())
                                .setEntity(name)
                                .setErrorMessage("Stream " + name + ": " + error.get()));
            } else {
                committed.add(stream.get());
            }
        }
        if (response.getStreamErrorsCount() > 0) {
            return response.build();
        }
        try {
            long at = table.commit((head, micros) -> commit(committed, head, micros));
            committed.forEach(stream -> stream.committed(at));
            return response.setCommitTime(Timestamps.fromMicros(at)).build();
        } catch (SQLException e) {
            throw new IllegalStateException("Streams of " + parent + " were not committed.", e);
        }
    }

    private void commit(List<WriteStreamState> committed, Table.Head head, long micros)
            throws SQLException {
        catalog.engine()
                .inTransaction(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                for (WriteStreamState stream : committed) {
                                    for (String sql : stream.committing(head, micros)) {
                                        statement.execute(sql);
                                    }
                                }
                            }
                            return null;
                        });
    }

    private static Optional<StorageErrorCode> refusal(
            Optional<WriteStreamState> stream, Table table) {
        if (stream.isEmpty() || stream.get().table() != table) {
            return Optional.of(StorageErrorCode.STREAM_NOT_FOUND);
        }
        if (stream.get().type() != WriteStream.Type.PENDING) {
            return Optional.of(StorageErrorCode.INVALID_STREAM_TYPE);
        }
        if (stream.get().committedMicros().isPresent()) {
            return Optional.of(StorageErrorCode.STREAM_ALREADY_COMMITTED);
        }
        return stream.get().isFinalized()
                ? Optional.empty()
                : Optional.of(StorageErrorCode.INVALID_STREAM_STATE);
    }
}
