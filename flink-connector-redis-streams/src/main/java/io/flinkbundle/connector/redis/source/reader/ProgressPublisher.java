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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamAdminConnection;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamProgress;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells the server how far complete checkpoints have come: in a consumer group, for operators to
 * see, and by trimming what is not needed any more. Nothing depends on it, so that a failure is
 * logged, and made up for by the next checkpoint.
 *
 * <p>Works on a thread and a connection of its own, because neither the task nor the reading is to
 * wait for it. The methods are called by the task thread.
 */
@Internal
final class ProgressPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressPublisher.class);

    private final RedisStreamsClient client;
    private final AfterCheckpoint wanted;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread worker = new Thread(task, "redis-streams-progress");
                        worker.setDaemon(true);
                        return worker;
                    });

    private final NavigableMap<Long, Map<String, RedisStreamsSplit>> checkpoints = new TreeMap<>();

    /** Positions of splits that have come to their end; no checkpoint after the next holds them. */
    private final Map<String, RedisStreamsSplit> finished = new HashMap<>();

    /** What is to be told next. A later checkpoint takes the place of one that was not told yet. */
    private final AtomicReference<Map<String, RedisStreamsSplit>> next = new AtomicReference<>();

    /** What the server knows; worker thread only. */
    private final Map<String, StreamId> told = new HashMap<>();

    ProgressPublisher(RedisStreamsClient client, AfterCheckpoint wanted) {
        this.client = client;
        this.wanted = wanted;
    }

    void finished(Collection<RedisStreamsSplit> splits) {
        splits.forEach(split -> finished.put(split.stream(), split));
    }

    void snapshot(long checkpointId, Collection<RedisStreamsSplit> splits) {
        Map<String, RedisStreamsSplit> positions = new HashMap<>(finished);
        splits.forEach(split -> positions.put(split.stream(), split));
        checkpoints.put(checkpointId, positions);
    }

    void complete(long checkpointId) {
        Map<String, RedisStreamsSplit> positions = checkpoints.get(checkpointId);
        checkpoints.headMap(checkpointId, true).clear();
        if (positions != null && next.getAndSet(positions) == null) {
            thread.execute(this::tell);
        }
    }

    private void tell() {
        List<StreamProgress> news =
                next.getAndSet(null).values().stream()
                        .filter(split -> !split.after().equals(told.get(split.stream())))
                        .map(
                                split ->
                                        new StreamProgress(
                                                split.stream(),
                                                split.after(),
                                                split.entriesBefore()))
                        .toList();
        if (news.isEmpty()) {
            return;
        }
        try (StreamAdminConnection connection = client.openAdmin()) {
            if (wanted.progressGroup().isPresent()) {
                connection.publishProgress(wanted.progressGroup().get(), news);
            }
            if (wanted.trim()) {
                connection.trim(news);
            }
            news.forEach(position -> told.put(position.stream(), position.last()));
        } catch (IOException e) {
            LOG.warn("The server was not told how far the checkpoint has come.", e);
        }
    }

    /** Lets what was begun end: the timeouts of the client bound it, and the JVM need not wait. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
