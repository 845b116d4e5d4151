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
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamTransactionConnection;
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

/**
 * Appends staged entries, each chunk in one transaction with a marker that says how far the writer
 * is. Flink plays a commit again when it restores state, and a reply can get lost: in both cases
 * the marker tells which chunks are there already.
 *
 * <p>A server that is away is tried again in here, within the retry policy: Flink's own retries do
 * not wait. What the server refuses for good fails the attempt, except for a stream that is missing
 * or a key of another type, whose entries are bad records.
 */
@Internal
public final class TransactionCommitter implements Committer<StagedEntries> {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

    private static final String STREAM = "stream";
    private static final String NO_KEY = "none";

    private final RedisStreamsClient client;
    private final String sinkId;
    private final Duration markerRetention;
    private final boolean createStream;
    private final ReplicaWait replicas;
    private final RetryPolicy retry;
    private final BadRecords badRecords;
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
        this.createStream = createStream;
        this.replicas = replicas;
        this.retry = retry;
        this.badRecords = badRecords;
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
        badRecords.flush();
        for (CommitRequest<StagedEntries> request : inOrder) {
            discard(request.getCommittable());
        }
    }

    /** Returns whether any of the entries were not in the stream before. */
    private boolean commit(StagedEntries staged) throws IOException, InterruptedException {
        String marker = MarkerKey.of(sinkId, staged);
        Retrier retrier = retry.start("append " + staged);
        // The file may be gone, if all that it held was committed before.
        boolean done = isDone(begin(marker, staged.stream(), retrier), staged.end());
        if (!done) {
            append(staged, marker, retrier);
        }
        if (replicas.isNeeded()) {
            awaitReplicas(marker, staged.stream(), retrier);
        }
        return !done;
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
        int entries = staged.chunks().get(position.chunk()).entries();
        while (true) {
            StreamTransactionConnection.Start start = begin(marker, staged.stream(), retrier);
            if (isDone(start, position)) {
                return;
            }
            if (isRefused(start.type())) {
                reject(staged.stream(), start.type(), frames);
                return;
            }
            try {
                StreamTransactionConnection.Outcome outcome =
                        connection.append(
                                frames, entries, marker, position.toString(), markerRetention);
                if (outcome.executed()) {
                    reject(outcome.refused(), frames);
                    return;
                }
                LOG.info("Another committer was faster; looking again: {}.", staged);
            } catch (RedisUnavailableException e) {
                backOff(retrier, e);
            }
        }
    }

    private static boolean isDone(
            StreamTransactionConnection.Start start, CommitPosition position) {
        return start.marker()
                .filter(marker -> CommitPosition.parse(marker).covers(position))
                .isPresent();
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

    private boolean isRefused(String type) {
        return type.equals(NO_KEY) ? !createStream : !type.equals(STREAM);
    }

    private void reject(List<StreamTransactionConnection.Refusal> refused, byte[] frames)
            throws IOException {
        if (!refused.isEmpty()) {
            List<byte[]> entries = StreamAppend.describeAll(frames);
            for (StreamTransactionConnection.Refusal refusal : refused) {
                badRecords.reject(refusal.reason(), entries.get(refusal.entry()));
            }
        }
    }

    private void reject(String stream, String type, byte[] frames) throws IOException {
        String reason =
                type.equals(NO_KEY)
                        ? String.format(
                                "stream '%s' does not exist at Redis server %s, and"
                                        + " 'sink.create-stream' is false",
                                stream, client.address())
                        : String.format(
                                "key '%s' at Redis server %s is a %s, not a stream",
                                stream, client.address(), type);
        for (byte[] entry : StreamAppend.describeAll(frames)) {
            badRecords.reject(reason, entry);
        }
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
        badRecords.close();
    }
}
