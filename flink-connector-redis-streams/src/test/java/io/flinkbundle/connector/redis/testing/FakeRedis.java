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

import io.flinkbundle.connector.redis.client.AppendResult;
import io.flinkbundle.connector.redis.client.GroupConnection;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamAdminConnection;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamPosition;
import io.flinkbundle.connector.redis.client.StreamProgress;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.client.StreamTransactionConnection;
import io.flinkbundle.connector.redis.client.StreamWriterConnection;

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
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Streams in memory behind the seam of the client, for tests without a network. */
public final class FakeRedis implements RedisStreamsClient {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, TreeMap<StreamId, List<byte[]>>> streams = new HashMap<>();
    private final transient Map<String, Long> added = new HashMap<>();
    private final transient Map<String, StreamInfo> infos = new HashMap<>();
    private final transient Deque<IOException> readFailures = new ArrayDeque<>();
    private final transient Queue<IOException> adminFailures = new ConcurrentLinkedQueue<>();
    private final transient Deque<Optional<IOException>> describeOutcomes = new ArrayDeque<>();
    private final transient Deque<Function<List<StreamAppend>, AppendResult>> answers =
            new ArrayDeque<>();

    /** What each append call was asked to send, as text. */
    public final transient List<List<String>> appended = new ArrayList<>();

    /** The one consumer group that there is, at all streams. */
    public final transient FakeGroup groups = new FakeGroup(streams);

    /** What transactions meet. */
    public final transient FakeTransactions transactions = new FakeTransactions();

    /** The streams that each read asked for. */
    public final transient List<List<String>> reads = new ArrayList<>();

    /** What writers meet that wait for replicas. */
    public final transient Deque<IOException> replicaFailures = new ArrayDeque<>();

    public transient long serverTimeMillis;
    public transient int opened;
    public transient boolean cluster;

    /** What admin connections were told, in words, and that one was refused. */
    public final transient BlockingQueue<String> told = new LinkedBlockingQueue<>();

    public void failNextAdminConnection(IOException failure) {
        adminFailures.add(failure);
    }

    public FakeRedis add(String stream, String id, String... namesAndValues) {
        TreeMap<StreamId, List<byte[]>> entries =
                streams.computeIfAbsent(stream, key -> new TreeMap<>());
        List<byte[]> fields = new ArrayList<>();
        for (String text : namesAndValues) {
            fields.add(text.getBytes(UTF_8));
        }
        entries.put(StreamId.parse(id), fields);
        added.merge(stream, 1L, Long::sum);
        describe(stream, entries.lastKey());
        return this;
    }

    /** Removes an entry as XTRIM and XDEL do: what the server counts stays. */
    public void trim(String stream, String id) {
        streams.get(stream).remove(StreamId.parse(id));
        describe(stream, infos.get(stream).lastId());
    }

    /** Removes the key with all that belongs to it. */
    public void removeStream(String stream) {
        streams.remove(stream);
        infos.remove(stream);
        added.remove(stream);
    }

    private void describe(String stream, StreamId lastId) {
        TreeMap<StreamId, List<byte[]>> entries = streams.get(stream);
        infos.put(
                stream,
                new StreamInfo(
                        true,
                        entries.size(),
                        entries.isEmpty() ? StreamId.ZERO : entries.firstKey(),
                        lastId,
                        OptionalLong.of(added.get(stream))));
    }

    public void describeAs(String stream, StreamInfo info) {
        infos.put(stream, info);
    }

    public void failNextRead(IOException failure) {
        readFailures.add(failure);
    }

    public void failNextDescribe(IOException failure) {
        failDescribeAfter(0, failure);
    }

    /** Fails the question that follows so many good ones. */
    public void failDescribeAfter(int good, IOException failure) {
        for (int i = 0; i < good; i++) {
            describeOutcomes.add(Optional.empty());
        }
        describeOutcomes.add(Optional.of(failure));
    }

    /** Decides what becomes of the next append; without a decision all is taken. */
    public void answerNextAppend(Function<List<StreamAppend>, AppendResult> answer) {
        answers.add(answer);
    }

    @Override
    public StreamReaderConnection openReader(Duration longestBlock) {
        opened++;
        return new Reader();
    }

    @Override
    public StreamReaderConnection openReplicaReader(Duration longestBlock) {
        return openReader(longestBlock);
    }

    @Override
    public StreamWriterConnection openWriter() {
        opened++;
        return new Writer();
    }

    @Override
    public StreamTransactionConnection openTransactions() {
        opened++;
        return transactions;
    }

    @Override
    public StreamAdminConnection openAdmin() throws IOException {
        opened++;
        if (!adminFailures.isEmpty()) {
            told.add("refused");
            throw adminFailures.remove();
        }
        return new Admin();
    }

    @Override
    public GroupConnection openGroup(String group, String consumer, Duration longestBlock) {
        opened++;
        return groups.connect(consumer);
    }

    @Override
    public boolean isCluster() {
        return cluster;
    }

    @Override
    public String address() {
        return "fake:6379";
    }

    private final class Reader implements StreamReaderConnection {

        @Override
        public List<StreamBatch> read(List<StreamPosition> positions, int count, Duration block)
                throws IOException {
            reads.add(positions.stream().map(each -> new String(each.key(), UTF_8)).toList());
            if (!readFailures.isEmpty()) {
                throw readFailures.remove();
            }
            List<StreamBatch> batches = new ArrayList<>();
            for (int i = 0; i < positions.size(); i++) {
                List<List<Object>> raw = new ArrayList<>();
                streams.getOrDefault(new String(positions.get(i).key(), UTF_8), new TreeMap<>())
                        .tailMap(positions.get(i).after(), false)
                        .forEach((id, fields) -> raw.add(List.of(id.toBytes(), fields)));
                if (!raw.isEmpty()) {
                    batches.add(new StreamBatch(i, raw.subList(0, Math.min(count, raw.size()))));
                }
            }
            return batches;
        }

        @Override
        public List<StreamInfo> describe(List<byte[]> keys) throws IOException {
            Optional<IOException> outcome =
                    describeOutcomes.isEmpty() ? Optional.empty() : describeOutcomes.remove();
            if (outcome.isPresent()) {
                throw outcome.get();
            }
            return keys.stream()
                    .map(key -> infos.getOrDefault(new String(key, UTF_8), StreamInfo.MISSING))
                    .toList();
        }

        @Override
        public long serverTimeMillis() {
            return serverTimeMillis;
        }

        @Override
        public void close() {}
    }

    private final class Writer implements StreamWriterConnection {

        @Override
        public AppendResult append(List<StreamAppend> appends) {
            appended.add(
                    appends.stream().map(append -> new String(append.describe(), UTF_8)).toList());
            return answers.isEmpty()
                    ? new AppendResult(List.of(), Optional.empty(), List.of())
                    : answers.remove().apply(appends);
        }

        @Override
        public void awaitReplicas(ReplicaWait wait) throws IOException {
            if (!replicaFailures.isEmpty()) {
                throw replicaFailures.remove();
            }
        }

        @Override
        public void close() {}
    }

    private final class Admin implements StreamAdminConnection {

        /** Knows one wildcard: a star at the end. */
        @Override
        public List<String> streamsMatching(String pattern) {
            String beginning = pattern.substring(0, pattern.length() - 1);
            return streams.keySet().stream()
                    .filter(stream -> stream.startsWith(beginning))
                    .sorted()
                    .toList();
        }

        @Override
        public void publishProgress(String group, List<StreamProgress> positions) {
            positions.forEach(
                    position ->
                            told.add(
                                    group
                                            + " "
                                            + position.stream()
                                            + " "
                                            + position.last()
                                            + " "
                                            + position.entriesRead()));
        }

        @Override
        public void trim(List<StreamProgress> positions) {
            positions.forEach(
                    position -> told.add("trim " + position.stream() + " " + position.last()));
        }

        @Override
        public void close() {}
    }
}
