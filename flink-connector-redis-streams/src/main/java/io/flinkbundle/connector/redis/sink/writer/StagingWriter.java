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

package io.flinkbundle.connector.redis.sink.writer;

import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.committer.EntriesPayload;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the entries between two checkpoints, stream by stream, and hands them on with the
 * checkpoint. What passes the limit goes to a file.
 *
 * @param <T> the records
 */
@Internal
public final class StagingWriter<T> implements CommittingSinkWriter<T, StagedEntries> {

    /** Small enough to be copied, sent and checkpointed piece by piece. */
    private static final int PART_BYTES = 4 << 20;

    private final AppendEncoder<T> encoder;
    private final StagingLimits limits;
    private final Optional<SpillFolder> spillFolder;
    private final Counter sentRecords;
    private final Counter sentBytes;

    private final UUID run = UUID.randomUUID();
    private final Map<String, StreamBuffer> buffers = new LinkedHashMap<>();

    /** Parts that are full, in memory, the oldest first. */
    private final Deque<StagedEntries> full = new ArrayDeque<>();

    private final List<StagedEntries> spilled = new ArrayList<>();
    private long parts;
    private long buffered;

    /** The buffer of the entry before: most often the next one is for the same stream. */
    private StreamBuffer last;

    private StagingWriter(
            AppendEncoder<T> encoder,
            StagingLimits limits,
            Optional<SpillFolder> spillFolder,
            SinkWriterMetricGroup metrics) {
        this.encoder = encoder;
        this.limits = limits;
        this.spillFolder = spillFolder;
        this.sentRecords = metrics.getNumRecordsSendCounter();
        this.sentBytes = metrics.getNumBytesSendCounter();
    }

    /**
     * @param stagingPath where what passes the limit goes; empty if that fails the job
     * @param sinkId the name of the sink, which is in the names of its files
     */
    public static <T> StagingWriter<T> create(
            AppendEncoder<T> encoder,
            StagingLimits limits,
            Optional<String> stagingPath,
            String sinkId,
            SinkWriterMetricGroup metrics)
            throws IOException {
        Optional<SpillFolder> folder = stagingPath.map(path -> new SpillFolder(path, sinkId));
        if (folder.isPresent()) {
            folder.get().removeOlderThan(limits.markerRetention());
        }
        return new StagingWriter<>(encoder, limits, folder, metrics);
    }

    @Override
    public void write(T element, Context context) throws IOException {
        encoder.encode(element, context, this::add);
        if (limits.spillsAll()) {
            while (!full.isEmpty()) {
                spill();
            }
            return;
        }
        while (buffered > limits.maxBuffer().getBytes()) {
            spill();
        }
    }

    private void add(StreamAppend append) {
        if (last == null || !last.stream().equals(append.stream())) {
            last = buffers.computeIfAbsent(append.stream(), this::newBuffer);
        }
        last.add(append);
        buffered += append.size();
        if (last.size() >= PART_BYTES) {
            endPart(last);
        }
        sentRecords.inc();
        sentBytes.inc(append.size());
    }

    private StreamBuffer newBuffer(String stream) {
        return new StreamBuffer(stream, limits.chunkEntries(), limits.chunkSize().getBytes());
    }

    private void endPart(StreamBuffer buffer) {
        full.add(
                new StagedEntries(
                        run,
                        ++parts,
                        buffer.stream(),
                        buffer.hasChosenIds(),
                        buffer.chunks(),
                        new EntriesPayload.Inline(buffer.commands())));
        buffers.remove(buffer.stream());
        last = null;
    }

    /** Moves the oldest full part into a file; where none is full, the largest one. */
    private void spill() throws IOException {
        SpillFolder folder = spillFolder.orElseThrow(this::noRoom);
        if (full.isEmpty()) {
            endPart(
                    buffers.values().stream()
                            .max(Comparator.comparingInt(StreamBuffer::size))
                            .orElseThrow());
        }
        StagedEntries part = full.remove();
        byte[] commands = ((EntriesPayload.Inline) part.payload()).commands();
        spilled.add(part.withPayload(folder.write(run, part.part(), commands)));
        buffered -= commands.length;
    }

    private IOException noRoom() {
        return new IOException(
                "The rows between two checkpoints take more than 'sink.exactly-once.max-buffer' = "
                        + limits.maxBuffer()
                        + " in one subtask. Set 'sink.staging.path' to a folder for the rest, make"
                        + " the checkpoint interval shorter, or raise the limit: rows wait in the"
                        + " checkpoint until it is complete.");
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        encoder.flush();
    }

    @Override
    public Collection<StagedEntries> prepareCommit() throws IOException {
        List.copyOf(buffers.values()).forEach(this::endPart);
        while (limits.spillsAll() && !full.isEmpty()) {
            spill();
        }
        List<StagedEntries> staged = new ArrayList<>(spilled);
        staged.addAll(full);
        spilled.clear();
        full.clear();
        buffered = 0;
        return staged;
    }

    @Override
    public void close() throws IOException {
        encoder.close();
        // No checkpoint knows these.
        for (StagedEntries staged : spilled) {
            staged.payload().discard();
        }
    }
}
