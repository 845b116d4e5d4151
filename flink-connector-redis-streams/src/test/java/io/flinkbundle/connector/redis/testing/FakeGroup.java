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

package io.flinkbundle.connector.redis.testing;

import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.GroupConnection;
import io.flinkbundle.connector.redis.client.MissingGroupException;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamId;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A consumer group in memory. All pending entries of others count as idle for long. */
public final class FakeGroup {

    private final Map<String, TreeMap<StreamId, List<byte[]>>> streams;
    private final Map<String, StreamId> lastDelivered = new HashMap<>();
    private final Map<String, TreeMap<StreamId, String>> pending = new HashMap<>();
    private final Deque<IOException> failures = new ArrayDeque<>();
    private final Deque<IOException> lostReplies = new ArrayDeque<>();
    private final Deque<IOException> lostClaims = new ArrayDeque<>();

    FakeGroup(Map<String, TreeMap<StreamId, List<byte[]>>> streams) {
        this.streams = streams;
    }

    /** Makes an entry one that the consumer has had. */
    public synchronized void deliver(String stream, String id, String consumer) {
        lastDelivered.merge(stream, StreamId.parse(id), (a, b) -> a.isAfter(b) ? a : b);
        pendingOf(stream).put(StreamId.parse(id), consumer);
    }

    /** Pending entries and who has them. */
    public synchronized Map<String, String> pending(String stream) {
        Map<String, String> text = new HashMap<>();
        pendingOf(stream).forEach((id, consumer) -> text.put(id.toString(), consumer));
        return text;
    }

    public synchronized void destroy() {
        lastDelivered.clear();
        pending.clear();
    }

    public synchronized void failNextCall(IOException failure) {
        failures.add(failure);
    }

    /** Delivers the next new entries, and loses the reply. */
    public synchronized void loseNextReply(IOException failure) {
        lostReplies.add(failure);
    }

    /** Hands the entries of the next claim over, and loses the reply. */
    public synchronized void loseNextClaim(IOException failure) {
        lostClaims.add(failure);
    }

    private TreeMap<StreamId, String> pendingOf(String stream) {
        return pending.computeIfAbsent(stream, key -> new TreeMap<>());
    }

    GroupConnection connect(String consumer) {
        return new Member(consumer);
    }

    private final class Member implements GroupConnection {

        private final String consumer;

        private Member(String consumer) {
            this.consumer = consumer;
        }

        private StreamId check(String stream) throws IOException {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            if (!lastDelivered.containsKey(stream)) {
                throw new MissingGroupException("NOGROUP " + stream, null);
            }
            return lastDelivered.get(stream);
        }

        @Override
        public boolean createGroup(String stream, StreamId after) {
            synchronized (FakeGroup.this) {
                return lastDelivered.putIfAbsent(stream, after) == null;
            }
        }

        @Override
        public List<StreamBatch> readNew(List<byte[]> keys, int count, Duration block)
                throws IOException {
            synchronized (FakeGroup.this) {
                List<StreamBatch> batches = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    String stream = new String(keys.get(i), UTF_8);
                    StreamId last = check(stream);
                    List<List<Object>> raw = new ArrayList<>();
                    streams.getOrDefault(stream, new TreeMap<>())
                            .tailMap(last, false)
                            .forEach((id, fields) -> raw.add(List.of(id.toBytes(), fields)));
                    List<List<Object>> some = raw.subList(0, Math.min(count, raw.size()));
                    some.forEach(
                            entry ->
                                    deliver(
                                            stream,
                                            new String((byte[]) entry.get(0), UTF_8),
                                            consumer));
                    if (!some.isEmpty()) {
                        batches.add(new StreamBatch(i, some));
                    }
                }
                if (!lostReplies.isEmpty()) {
                    throw lostReplies.remove();
                }
                return batches;
            }
        }

        @Override
        public Redelivery readPending(byte[] key, StreamId after, int count) throws IOException {
            synchronized (FakeGroup.this) {
                String stream = new String(key, UTF_8);
                check(stream);
                return redelivery(stream, after, count);
            }
        }

        private Redelivery redelivery(String stream, StreamId after, int count) {
            List<List<Object>> raw = new ArrayList<>();
            EntryIds removed = new EntryIds();
            StreamId last = null;
            for (var each : List.copyOf(pendingOf(stream).tailMap(after, false).entrySet())) {
                if (consumer.equals(each.getValue()) && raw.size() + removed.size() < count) {
                    last = each.getKey();
                    List<byte[]> fields = streams.get(stream).get(last);
                    if (fields == null) {
                        removed.add(last.millis(), last.sequence());
                    } else {
                        raw.add(List.of(last.toBytes(), fields));
                    }
                }
            }
            return new Redelivery(new StreamBatch(0, raw), removed, Optional.ofNullable(last));
        }

        @Override
        public void acknowledge(byte[] key, EntryIds ids) throws IOException {
            synchronized (FakeGroup.this) {
                if (!failures.isEmpty()) {
                    throw failures.remove();
                }
                for (int i = 0; i < ids.size(); i++) {
                    pendingOf(new String(key, UTF_8)).remove(ids.get(i));
                }
            }
        }

        @Override
        public LeftBehind findLeftBehind(
                byte[] key, Duration minIdle, Predicate<String> spared, StreamId after, int count)
                throws IOException {
            synchronized (FakeGroup.this) {
                String stream = new String(key, UTF_8);
                check(stream);
                EntryIds ids = new EntryIds();
                pendingOf(stream)
                        .tailMap(after, false)
                        .forEach(
                                (id, owner) -> {
                                    if (!spared.test(owner) && ids.size() < count) {
                                        ids.add(id.millis(), id.sequence());
                                    }
                                });
                return new LeftBehind(ids, Optional.empty());
            }
        }

        @Override
        public StreamBatch claim(byte[] key, Duration minIdle, EntryIds ids) throws IOException {
            synchronized (FakeGroup.this) {
                String stream = new String(key, UTF_8);
                List<List<Object>> raw = new ArrayList<>();
                for (int i = 0; i < ids.size(); i++) {
                    raw.add(List.of(ids.get(i).toBytes(), streams.get(stream).get(ids.get(i))));
                    pendingOf(stream).put(ids.get(i), consumer);
                }
                if (!lostClaims.isEmpty()) {
                    throw lostClaims.remove();
                }
                return new StreamBatch(0, raw);
            }
        }

        @Override
        public OptionalLong lag(List<byte[]> keys) throws IOException {
            synchronized (FakeGroup.this) {
                long lag = 0;
                for (byte[] key : keys) {
                    String stream = new String(key, UTF_8);
                    lag +=
                            streams.getOrDefault(stream, new TreeMap<>())
                                    .tailMap(check(stream), false)
                                    .size();
                }
                return OptionalLong.of(lag);
            }
        }

        @Override
        public void close() {}
    }
}
