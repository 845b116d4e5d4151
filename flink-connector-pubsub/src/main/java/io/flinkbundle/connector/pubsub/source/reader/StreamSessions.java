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

import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of a reader, and what they have received. The task prepares a split, the fetcher
 * opens, reads and closes its stream; everything else is for any thread.
 */
@Internal
final class StreamSessions {

    private final ReaderConfig config;
    private final StreamSession.Link link;
    private final Map<String, StreamSession> sessions = new ConcurrentHashMap<>();
    private final List<StreamSession> active = new ArrayList<>();
    private final List<StreamSession> paused = new ArrayList<>();

    StreamSessions(ReaderConfig config, StreamSession.Link link) {
        this.config = config;
        this.link = link;
    }

    /** Task thread, before the fetcher is told of the split. */
    void prepare(SubscriptionSplit split, Ledger ledger) {
        Ledger late = new Ledger(OnInvalid.FORGET);
        link.leases().add(split.subscription(), ledger);
        link.leases().add(split.subscription(), late);
        sessions.put(split.splitId(), new StreamSession(split, config, link, ledger, late));
    }

    /** Fetcher thread, as the next five. */
    void open(SubscriptionSplit split) {
        StreamSession session = sessions.get(split.splitId());
        active.add(session);
        session.proceed();
    }

    /** Those that are not paused, another one first each time. */
    List<StreamSession> rotate() {
        if (active.size() > 1) {
            Collections.rotate(active, 1);
        }
        return List.copyOf(active);
    }

    void pauseOrResume(
            Collection<SubscriptionSplit> toPause, Collection<SubscriptionSplit> toResume) {
        for (SubscriptionSplit split : toPause) {
            StreamSession session = sessions.get(split.splitId());
            if (active.remove(session)) {
                paused.add(session);
            }
        }
        for (SubscriptionSplit split : toResume) {
            StreamSession session = sessions.get(split.splitId());
            if (paused.remove(session)) {
                session.restartQuiet();
                active.add(session);
            }
        }
    }

    /** What it has received and not handed over is given back when the reader closes. */
    void finish(StreamSession session) {
        session.close();
        active.remove(session);
    }

    void close() {
        sessions.values().forEach(StreamSession::close);
    }

    /** There may be room for more. */
    void proceed() {
        sessions.values().forEach(StreamSession::proceed);
    }

    /** The records of a split are enough. */
    void stop(String splitId) {
        sessions.get(splitId).stop();
        link.signal().run();
    }

    /** See {@link RecentArrivals#oldestPublishMillis}; empty also for a split that is not read. */
    OptionalLong oldestPublishMillis(String splitId, long emitted) {
        StreamSession session = sessions.get(splitId);
        return session == null ? OptionalLong.empty() : session.oldestPublishMillis(emitted);
    }

    Collection<StreamSession> all() {
        return sessions.values();
    }
}
