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
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamPosition;
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
import java.util.TreeMap;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Streams in memory behind the seam of the client, for tests without a network. */
public final class FakeRedis implements RedisStreamsClient {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, TreeMap<StreamId, List<byte[]>>> streams = new HashMap<>();
    private final transient Map<String, StreamInfo> infos = new HashMap<>();
    private final transient Deque<IOException> readFailures = new ArrayDeque<>();
    private final transient Deque<Optional<IOException>> describeOutcomes = new ArrayDeque<>();
    private final transient Deque<Function<List<StreamAppend>, AppendResult>> answers =
            new ArrayDeque<>();

    /** What each append call was asked to send, as text. */
    public final transient List<List<String>> appended = new ArrayList<>();

    /** What transactions meet. */
    public final transient FakeTransactions transactions = new FakeTransactions();

    /** The streams that each read asked for. */
    public final transient List<List<String>> reads = new ArrayList<>();

    public transient long serverTimeMillis;
    public transient int opened;

    public FakeRedis add(String stream, String id, String... namesAndValues) {
        TreeMap<StreamId, List<byte[]>> entries =
                streams.computeIfAbsent(stream, key -> new TreeMap<>());
        List<byte[]> fields = new ArrayList<>();
        for (String text : namesAndValues) {
            fields.add(text.getBytes(UTF_8));
        }
        entries.put(StreamId.parse(id), fields);
        infos.put(
                stream,
                new StreamInfo(
                        true, entries.size(), entries.lastKey(), OptionalLong.of(entries.size())));
        return this;
    }

    /** Removes an entry as XTRIM does: what the server counts stays. */
    public void trim(String stream, String id) {
        streams.get(stream).remove(StreamId.parse(id));
        StreamInfo info = infos.get(stream);
        infos.put(
                stream,
                new StreamInfo(true, info.length() - 1, info.lastId(), info.entriesAdded()));
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
        public void close() {}
    }
}
