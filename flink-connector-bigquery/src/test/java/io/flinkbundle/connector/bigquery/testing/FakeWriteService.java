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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.AppendConnection;
import io.flinkbundle.connector.bigquery.client.AppendListener;
import io.flinkbundle.connector.bigquery.client.AppendTarget;
import io.flinkbundle.connector.bigquery.client.BigQueryFailures;
import io.flinkbundle.connector.bigquery.client.EncodedRows;
import io.flinkbundle.connector.bigquery.client.StorageWriteClient;
import io.flinkbundle.connector.bigquery.client.StreamType;
import io.flinkbundle.connector.bigquery.client.TableName;

import com.google.protobuf.DynamicMessage;
import io.grpc.Status;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Streams with offsets as the service keeps them, without a network. Rows are known by their column
 * {@code id}. Answers are kept until the test lets one arrive.
 */
public final class FakeWriteService implements StorageWriteClient {

    /** What goes wrong with a request. */
    public enum Fault {
        NONE,
        /** It is written, and the connection breaks before the answer. */
        LOST_REPLY,
        /** It is not written, and the connection breaks. */
        BROKEN,
        /** It is not written, and nothing says so. */
        SILENT,
        /** It is written, and nothing says so. */
        SILENT_LOST_REPLY,
        /** It is not written, which the answer says. */
        BUSY
    }

    public final Map<String, List<Long>> streams = new HashMap<>();
    public final Map<String, Long> flushed = new HashMap<>();
    public final Set<Long> badIds = new HashSet<>();
    public final List<String> calls = new ArrayList<>();
    public Supplier<Fault> faults = () -> Fault.NONE;
    public final Deque<IOException> unaryFailures = new ArrayDeque<>();

    private final Deque<Runnable> answers = new ArrayDeque<>();
    private int created;
    private int open;

    /** Lets the oldest answer arrive. */
    public void answer() {
        answers.removeFirst().run();
    }

    public int waiting() {
        return answers.size();
    }

    public int openConnections() {
        return open;
    }

    @Override
    public AppendConnection connect(AppendTarget target, AppendListener listener) {
        open++;
        return new Connection(target, listener);
    }

    @Override
    public String createStream(TableName table, StreamType type) throws IOException {
        call("create " + type);
        String name = table.path() + "/streams/s" + created++;
        streams.put(name, new ArrayList<>());
        return name;
    }

    @Override
    public void flush(String stream, long lastOffset) throws IOException {
        call("flush " + lastOffset);
        flushed.merge(stream, lastOffset, Math::max);
    }

    @Override
    public long finish(String stream) throws IOException {
        call("finish");
        return streams.get(stream).size();
    }

    @Override
    public void commit(TableName table, List<String> committed) throws IOException {
        call("commit " + committed.size());
    }

    private void call(String what) throws IOException {
        calls.add(what);
        if (!unaryFailures.isEmpty()) {
            throw unaryFailures.removeFirst();
        }
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private final class Connection implements AppendConnection {

        private final AppendTarget target;
        private final AppendListener listener;
        private boolean broken;

        Connection(AppendTarget target, AppendListener listener) {
            this.target = target;
            this.listener = listener;
        }

        @Override
        public void send(EncodedRows rows, long offset) {
            if (broken) {
                return;
            }
            Fault fault = faults.get();
            if (fault == Fault.BROKEN) {
                breakOff();
                return;
            }
            if (fault == Fault.SILENT) {
                broken = true;
                return;
            }
            Optional<IOException> failure =
                    fault == Fault.BUSY
                            ? Optional.of(BigQueryFailures.of(Status.Code.RESOURCE_EXHAUSTED))
                            : write(rows, offset);
            if (fault == Fault.LOST_REPLY) {
                breakOff();
            } else if (fault == Fault.SILENT_LOST_REPLY) {
                broken = true;
            } else {
                answers.addLast(() -> listener.answered(failure));
            }
        }

        private void breakOff() {
            broken = true;
            answers.addLast(() -> listener.ended(BigQueryFailures.of(Status.Code.UNAVAILABLE)));
        }

        private Optional<IOException> write(EncodedRows rows, long offset) {
            List<Long> stream = streams.computeIfAbsent(target.stream(), name -> new ArrayList<>());
            if (offset != NO_OFFSET && offset != stream.size()) {
                return Optional.of(
                        BigQueryFailures.of(
                                offset < stream.size()
                                        ? Status.Code.ALREADY_EXISTS
                                        : Status.Code.OUT_OF_RANGE));
            }
            List<Long> ids = new ArrayList<>();
            Map<Integer, String> reasons = new HashMap<>();
            for (DynamicMessage row : DecodedRows.of(target.rowDescriptor(), rows)) {
                long id = (long) DecodedRows.value(row, "id");
                if (badIds.contains(id)) {
                    reasons.put(ids.size(), "bad id " + id);
                }
                ids.add(id);
            }
            if (!reasons.isEmpty()) {
                return Optional.of(BigQueryFailures.rejected(reasons));
            }
            stream.addAll(ids);
            return Optional.empty();
        }

        @Override
        public void close() {
            open--;
            broken = true;
        }
    }
}
