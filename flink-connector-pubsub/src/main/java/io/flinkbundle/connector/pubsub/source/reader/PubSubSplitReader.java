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

package io.flinkbundle.connector.pubsub.source.reader;

import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands over what the streams of a reader have received. */
@Internal
final class PubSubSplitReader implements SplitReader<ReceivedMessage, SubscriptionSplit> {

    /** Enough that handing them over costs little for each. */
    private static final int MESSAGES_OF_A_FETCH = 2000;

    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final ReaderConfig config;
    private final StreamSessions sessions;
    private final ReaderSignal signal;
    private final ReaderTimer timer;
    private final ReaderMetrics metrics;
    private final Runnable afterEachFetch;
    private final Optional<RecordRateLimiter> rateLimiter;
    private final int largestFetch;

    PubSubSplitReader(
            ReaderConfig config,
            StreamSessions sessions,
            ReaderSignal signal,
            ReaderTimer timer,
            ReaderMetrics metrics,
            Runnable afterEachFetch) {
        this.config = config;
        this.sessions = sessions;
        this.signal = signal;
        this.timer = timer;
        this.metrics = metrics;
        this.afterEachFetch = afterEachFetch;
        this.rateLimiter = config.rateLimiter();
        this.largestFetch = config.largestBatch(MESSAGES_OF_A_FETCH);
    }

    @Override
    public RecordsWithSplitIds<ReceivedMessage> fetch() throws IOException {
        List<PulledMessages.Part> parts = new ArrayList<>();
        sessions.proceed();
        try {
            int messages = collect(parts);
            Set<String> finished = finish();
            if (messages == 0 && finished.isEmpty()) {
                signal.await(longestWait());
                messages = collect(parts);
            }
            if (messages > 0 && rateLimiter.isPresent()) {
                rateLimiter.get().acquire(messages);
            }
            return new PulledMessages(parts, finished, afterEachFetch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to read.");
        }
    }

    private int collect(List<PulledMessages.Part> parts) throws IOException {
        int messages = 0;
        for (StreamSession session : sessions.rotate()) {
            if (session.failure().isPresent()) {
                throw session.failure().get();
            }
            messages += session.handOver(largestFetch - messages, parts);
        }
        if (messages > 0) {
            List<ReceivedMessage> last = parts.get(parts.size() - 1).messages();
            metrics.fetched(
                    System.currentTimeMillis()
                            - PublishTime.millis(last.get(last.size() - 1).getMessage()));
        }
        return messages;
    }

    private Set<String> finish() throws IOException {
        Set<String> finished = new HashSet<>();
        for (StreamSession session : sessions.rotate()) {
            if (isAtItsEnd(session)) {
                sessions.finish(session);
                finished.add(session.split().splitId());
            }
        }
        return finished;
    }

    private boolean isAtItsEnd(StreamSession session) throws IOException {
        if (session.isDone()) {
            return true;
        }
        boolean full = session.isFull();
        if (full && (session.split().hasLimit() || !config.idleTimeout().isZero())) {
            refuseToStall(session);
        }
        if (config.idleTimeout().isZero()) {
            return false;
        }
        if (full) {
            session.restartQuiet();
            return false;
        }
        long stop = session.split().stopMillis();
        boolean stopPassed =
                stop == SubscriptionSplit.NO_STOP || System.currentTimeMillis() >= stop;
        if (!stopPassed) {
            session.restartQuiet();
        }
        return timer.millis() - session.quietSince() >= config.idleTimeout().toMillis();
    }

    /** What is never acknowledged leaves no room; the rest of the messages would be left out. */
    private void refuseToStall(StreamSession session) throws IOException {
        if (config.ackMode() == AckMode.NONE) {
            throw new IOException(
                    "The bounded read of "
                            + session.split().subscription()
                            + " acknowledges nothing, so that it has to hold all messages, but has"
                            + " reached 'scan.max-outstanding-messages' or"
                            + " 'scan.max-outstanding-size' before the end. Raise them, or"
                            + " acknowledge: 'scan.ack-mode' in a streaming job,"
                            + " 'scan.batch.acknowledge' = 'on-read' in a batch job.");
        }
    }

    private long longestWait() {
        return config.idleTimeout().isZero()
                ? LONGEST_WAIT_MILLIS
                : Math.max(1, Math.min(LONGEST_WAIT_MILLIS, config.idleTimeout().toMillis() / 4));
    }

    @Override
    public void handleSplitsChanges(SplitsChange<SubscriptionSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new IllegalArgumentException(
                    "A change of splits of the type " + change.getClass() + " is not known.");
        }
        change.splits().forEach(sessions::open);
    }

    /** The stream of a paused split goes on until it is full: its messages are leased already. */
    @Override
    public void pauseOrResumeSplits(
            Collection<SubscriptionSplit> splitsToPause,
            Collection<SubscriptionSplit> splitsToResume) {
        sessions.pauseOrResume(splitsToPause, splitsToResume);
        signal.signal();
    }

    @Override
    public void wakeUp() {
        signal.signal();
        rateLimiter.ifPresent(RecordRateLimiter::wakeUp);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
