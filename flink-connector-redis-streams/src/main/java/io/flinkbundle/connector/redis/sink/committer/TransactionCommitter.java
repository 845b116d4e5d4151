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

package io.flinkbundle.connector.redis.sink.committer;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamTransactionConnection;
import io.flinkbundle.connector.redis.client.StreamTransactionConnection.Outcome;
import io.flinkbundle.connector.redis.client.TooFewReplicasException;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries.Chunk;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Committer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Appends staged entries, each chunk in one transaction with a marker that says how far the writer
 * is. Flink plays a commit again when it restores state, and a reply can get lost: in both cases
 * the marker tells which chunks are there already.
 *
 * <p>A server that is away is tried again in here, within the retry policy: Flink's own retries do
 * not wait. What the server refuses for good fails the attempt, except for a stream that is
 * missing, a key of another type and ids that the producer chose: such entries are bad records. A
 * chunk counts as done when they are accounted for; until then its marker names them.
 */
@Internal
public final class TransactionCommitter implements Committer<StagedEntries> {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

    private final RedisStreamsClient client;
    private final String sinkId;
    private final Duration markerRetention;
    private final ReplicaWait replicas;
    private final RetryPolicy retry;
    private final RefusedEntries refusals;
    private final TargetWaitMetrics metrics;

    private StreamTransactionConnection connection;

    /**
     * @param sinkId the name under which Redis remembers the sink's commits
     * @param markerRetention how long it remembers them
     * @param createStream whether a missing stream is created
     * @param replicas which copies a commit waits for
     */
    public TransactionCommitter(
            RedisStreamsClient client,
            String sinkId,
            Duration markerRetention,
            boolean createStream,
            ReplicaWait replicas,
            RetryPolicy retry,
            BadRecords badRecords,
            TargetWaitMetrics metrics) {
        this.client = client;
        this.sinkId = sinkId;
        this.markerRetention = markerRetention;
        this.replicas = replicas;
        this.retry = retry;
        this.refusals = new RefusedEntries(badRecords, createStream, client.address());
        this.metrics = metrics;
    }

    @Override
    public void commit(Collection<CommitRequest<StagedEntries>> requests)
            throws IOException, InterruptedException {
        // The parts of a run in their order: positions within a run are compared.
        List<CommitRequest<StagedEntries>> inOrder =
                requests.stream()
                        .sorted(Comparator.comparingLong(r -> r.getCommittable().part()))
                        .toList();
        for (CommitRequest<StagedEntries> request : inOrder) {
            StagedEntries staged = request.getCommittable();
            if (!commit(staged)) {
                LOG.info("Already in the stream: {}.", staged);
                request.signalAlreadyCommitted();
            }
        }
        for (CommitRequest<StagedEntries> request : inOrder) {
            discard(request.getCommittable());
        }
    }

    /** Returns whether any of the entries were not in the stream before. */
    private boolean commit(StagedEntries staged) throws IOException, InterruptedException {
        String marker = MarkerKey.of(sinkId, staged);
        Retrier retrier = retry.start("append " + staged);
        // The file may be gone, if all that it held was committed before.
        Optional<CommitMarker> found =
                begin(marker, staged.stream(), retrier).marker().map(CommitMarker::parse);
        if (!isSettled(found, staged.end())) {
            append(staged, marker, retrier);
        }
        if (replicas.isNeeded()) {
            awaitReplicas(marker, staged.stream(), retrier);
        }
        return !isThere(found, staged.end());
    }

    private void awaitReplicas(String marker, String stream, Retrier retrier)
            throws IOException, InterruptedException {
        while (true) {
            try {
                connection.awaitReplicas(marker, markerRetention, replicas);
                return;
            } catch (TooFewReplicasException e) {
                metrics.retried();
                retrier.backOff(e);
            } catch (RedisUnavailableException e) {
                backOff(retrier, e);
                begin(marker, stream, retrier);
            }
        }
    }

    private void append(StagedEntries staged, String marker, Retrier retrier)
            throws IOException, InterruptedException {
        try (InputStream commands = open(staged)) {
            for (int i = 0; i < staged.chunks().size(); i++) {
                Chunk chunk = staged.chunks().get(i);
                byte[] frames = commands.readNBytes(chunk.bytes());
                if (frames.length < chunk.bytes()) {
                    throw new EOFException(
                            "The staged entries are cut off in chunk " + i + ": " + staged + ".");
                }
                append(staged, new CommitPosition(staged.part(), i), frames, marker, retrier);
            }
        }
    }

    private static InputStream open(StagedEntries staged) throws IOException {
        try {
            return staged.payload().open();
        } catch (IOException e) {
            throw new IOException(
                    "Staged entries are missing, and Redis has no marker that says that they were"
                            + " appended: "
                            + staged
                            + ", "
                            + staged.payload()
                            + ". Let all TaskManagers see 'sink.staging.path', and restore no"
                            + " savepoint that is older than 'sink.marker-retention'.",
                    e);
        }
    }

    private void append(
            StagedEntries staged,
            CommitPosition position,
            byte[] frames,
            String marker,
            Retrier retrier)
            throws IOException, InterruptedException {
        boolean accounted = false;
        while (true) {
            StreamTransactionConnection.Start start = begin(marker, staged.stream(), retrier);
            Optional<CommitMarker> found = start.marker().map(CommitMarker::parse);
            if (isSettled(found, position)) {
                return;
            }
            try {
                if (accounted || isThere(found, position) || refusals.refuses(start.type())) {
                    if (!accounted) {
                        account(staged.stream(), start.type(), found, position, frames);
                        accounted = true;
                    }
                    if (connection.setMarker(marker, position.toString(), markerRetention)) {
                        return;
                    }
                } else if (append(staged, position, frames, marker) == Outcome.EXECUTED) {
                    return;
                }
            } catch (RedisUnavailableException e) {
                backOff(retrier, e);
            }
        }
    }

    private Outcome append(
            StagedEntries staged, CommitPosition position, byte[] frames, String marker)
            throws IOException {
        int entries = staged.chunks().get(position.chunk()).entries();
        Outcome outcome =
                staged.chosenIds()
                        ? connection.appendChosenIds(
                                frames,
                                staged.stream(),
                                marker,
                                position.toString(),
                                markerRetention)
                        : connection.append(
                                frames, entries, marker, position.toString(), markerRetention);
        if (outcome == Outcome.NOT_EXECUTED) {
            LOG.info("Another committer was faster; looking again: {}.", staged);
        }
        return outcome;
    }

    private void account(
            String stream,
            String type,
            Optional<CommitMarker> found,
            CommitPosition position,
            byte[] frames)
            throws IOException {
        if (isThere(found, position)) {
            refusals.reject(stream, found.orElseThrow().refused(), frames);
        } else {
            refusals.rejectAll(stream, type, frames);
        }
    }

    private static boolean isThere(Optional<CommitMarker> found, CommitPosition position) {
        return found.filter(marker -> marker.position().covers(position)).isPresent();
    }

    private static boolean isSettled(Optional<CommitMarker> found, CommitPosition position) {
        return found.filter(marker -> marker.settles(position)).isPresent();
    }

    private StreamTransactionConnection.Start begin(String marker, String stream, Retrier retrier)
            throws IOException, InterruptedException {
        while (true) {
            try {
                if (connection == null) {
                    connection = client.openTransactions();
                }
                StreamTransactionConnection.Start start = connection.begin(marker, stream);
                metrics.succeeded();
                return start;
            } catch (RedisUnavailableException e) {
                backOff(retrier, e);
            }
        }
    }

    private void backOff(Retrier retrier, RedisUnavailableException failure)
            throws IOException, InterruptedException {
        closeConnection();
        metrics.retried();
        retrier.backOff(failure);
    }

    private static void discard(StagedEntries staged) {
        try {
            staged.payload().discard();
        } catch (IOException e) {
            // Its entries are in the stream, so that it only takes room.
            LOG.warn("Could not remove {} after its commit.", staged.payload(), e);
        }
    }

    private void closeConnection() {
        StreamTransactionConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeConnection();
        refusals.close();
    }
}
