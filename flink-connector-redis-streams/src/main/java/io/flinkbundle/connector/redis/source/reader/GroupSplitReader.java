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

import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.GroupConnection;
import io.flinkbundle.connector.redis.client.GroupConnection.LeftBehind;
import io.flinkbundle.connector.redis.client.GroupConnection.Redelivery;
import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.MissingGroupException;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.source.split.GroupSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Reads streams as a member of a consumer group. First acknowledges what a checkpoint has emitted,
 * then reads again what this member had and did not acknowledge, then what nobody has had; and
 * takes over, now and then, what members that are gone have left.
 */
@Internal
final class GroupSplitReader implements SplitReader<StreamEntry, GroupSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSplitReader.class);

    private final GroupConfig group;
    private final Predicate<String> members;
    private final Duration blockTimeout;
    private final Optional<RecordRateLimiter> rateLimiter;
    private final Acknowledger acknowledger;
    private final ReaderMetrics metrics;
    private final ReaderLink<GroupConnection> link;
    private final GroupSchedule schedule;
    private final IdleStop idleStop;
    private final FetchSize fetchSize;
    private final WakeUpSignal wakeUpSignal;

    private final Map<String, GroupShare> shares = new LinkedHashMap<>();
    private final Deque<GroupSplit> toAcknowledge = new ArrayDeque<>();
    private final Set<String> paused = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private boolean limitReported;

    /**
     * @param members tells whether a consumer is a subtask of this source, which looks after its
     *     own entries
     */
    GroupSplitReader(
            GroupConfig group,
            Predicate<String> members,
            ReaderConfig config,
            ReaderLink<GroupConnection> link,
            Acknowledger acknowledger,
            WakeUpSignal wakeUpSignal,
            LongSupplier nanoClock,
            ReaderMetrics metrics) {
        this.group = group;
        this.members = members;
        this.blockTimeout = config.blockTimeout();
        this.link = link;
        this.acknowledger = acknowledger;
        this.wakeUpSignal = wakeUpSignal;
        this.metrics = metrics;
        this.schedule = new GroupSchedule(group.claimMinIdle(), nanoClock);
        this.idleStop = new IdleStop(config.idleTimeout(), nanoClock);
        this.rateLimiter = config.rateLimiter();
        this.fetchSize = new FetchSize(config.largestBatch());
    }

    @Override
    public RecordsWithSplitIds<StreamEntry> fetch() throws IOException {
        List<StreamRecords.Part> parts = new ArrayList<>();
        try {
            acknowledgeRestored();
            if (!shares.isEmpty()) {
                read(parts);
            } else if (finished.isEmpty()) {
                wakeUpSignal.await(blockTimeout);
            }
        } catch (MissingGroupException e) {
            createGroups(e);
        } catch (RedisUnavailableException e) {
            idleStop.restart();
            // The reply that was lost may have had entries, which are this member's now.
            shares.values().forEach(GroupShare::readPendingAgain);
            link.broke(e);
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted while waiting to read.", e);
        }
        return new StreamRecords(parts, takeFinished());
    }

    /** Before anything is read: an entry that is acknowledged is not delivered again. */
    private void acknowledgeRestored() throws IOException {
        while (!toAcknowledge.isEmpty()) {
            GroupSplit split = toAcknowledge.peek();
            link.connection()
                    .acknowledge(
                            split.stream().getBytes(StandardCharsets.UTF_8),
                            split.unacknowledged());
            link.worked();
            finished.add(split.splitId());
            toAcknowledge.remove();
        }
    }

    private void read(List<StreamRecords.Part> parts) throws IOException, InterruptedException {
        List<GroupShare> active =
                shares.values().stream()
                        .filter(share -> !paused.contains(share.split().splitId()))
                        .toList();
        if (schedule.isLagDue()) {
            metrics.pending(link.connection().lag(keys(shares.values())).orElse(0));
        }
        if (active.isEmpty() || isFull()) {
            idleStop.restart();
            wakeUpSignal.await(blockTimeout);
            return;
        }
        int entries = readPending(active, parts);
        if (entries == 0 && schedule.isClaimDue()) {
            entries = claim(active, parts);
        }
        if (entries == 0 && active.stream().allMatch(GroupShare::isPendingRead)) {
            entries = readNew(active, parts);
        }
        link.worked();
        if (entries > 0) {
            idleStop.restart();
            if (rateLimiter.isPresent()) {
                rateLimiter.get().acquire(entries);
            }
        } else if (!paused.isEmpty()) {
            idleStop.restart();
        } else if (idleStop.isReached()) {
            shares.values().forEach(share -> finished.add(share.split().splitId()));
            shares.clear();
        }
    }

    /** Waiting for acknowledgements is told once each time, because it may be for ever. */
    private boolean isFull() {
        boolean full = acknowledger.outstanding() >= group.maxPending();
        if (full && !limitReported) {
            LOG.warn(
                    "Reading waits: {} entries are unacknowledged, and 'group.max-pending' is {}."
                            + " They are acknowledged when a checkpoint completes. Without"
                            + " checkpoints ('execution.checkpointing.interval') that is never.",
                    acknowledger.outstanding(),
                    group.maxPending());
        }
        limitReported = full;
        return full;
    }

    private int readPending(List<GroupShare> active, List<StreamRecords.Part> parts)
            throws IOException {
        int entries = 0;
        for (GroupShare share : active) {
            if (!share.isPendingRead()) {
                Redelivery pending =
                        link.connection()
                                .readPending(
                                        share.key(), share.pendingAfter(), fetchSize.perStream());
                share.advancePending(pending.last());
                entries += add(share, pending.batch(), parts);
                giveUp(share, pending.removed());
            }
        }
        return entries;
    }

    /** Entries that were trimmed or deleted before they were acknowledged. */
    private void giveUp(GroupShare share, EntryIds removed) {
        if (!removed.isEmpty()) {
            LOG.error(
                    "{} pending entries were removed from stream '{}' before they were processed."
                            + " They are acknowledged, and what they held is lost to this group.",
                    removed.size(),
                    share.stream());
            metrics.lost(OptionalLong.of(removed.size()));
            acknowledger.expect(removed.size());
            acknowledger.acknowledge(share.stream(), removed);
        }
    }

    private int claim(List<GroupShare> active, List<StreamRecords.Part> parts) throws IOException {
        int entries = 0;
        boolean complete = true;
        for (GroupShare share : active) {
            entries += claimAgain(share, parts);
            LeftBehind found =
                    link.connection()
                            .findLeftBehind(
                                    share.key(),
                                    group.claimMinIdle(),
                                    members,
                                    share.claimAfter(),
                                    fetchSize.perStream());
            share.beginClaim(found);
            if (!found.ids().isEmpty()) {
                entries += claim(share, group.claimMinIdle(), parts);
            }
            complete &= found.last().isEmpty();
        }
        if (complete) {
            schedule.claimed();
        }
        return entries;
    }

    /** The reply to a claim was lost: its entries are this member's, and not idle any more. */
    private int claimAgain(GroupShare share, List<StreamRecords.Part> parts) throws IOException {
        return share.claiming().isEmpty() ? 0 : claim(share, Duration.ZERO, parts);
    }

    private int claim(GroupShare share, Duration minIdle, List<StreamRecords.Part> parts)
            throws IOException {
        StreamBatch claimed = link.connection().claim(share.key(), minIdle, share.claiming());
        share.endClaim();
        return add(share, claimed, parts);
    }

    private int readNew(List<GroupShare> active, List<StreamRecords.Part> parts)
            throws IOException {
        List<StreamBatch> batches =
                link.connection()
                        .readNew(
                                keys(active),
                                fetchSize.perStream(),
                                finished.isEmpty() ? idleStop.atMost(blockTimeout) : Duration.ZERO);
        int entries = 0;
        int largest = 0;
        long newest = 0;
        for (StreamBatch batch : batches) {
            GroupShare share = active.get(batch.position());
            share.advanceNew(batch);
            entries += add(share, batch, parts);
            largest = Math.max(largest, batch.size());
            newest = Math.max(newest, batch.lastId().millis());
        }
        if (entries > 0) {
            fetchSize.learn(entries, batches.size(), largest);
            metrics.fetched(entries, System.currentTimeMillis() - newest);
        }
        return entries;
    }

    /** What is added is handed on, even if a later command of the same turn fails. */
    private int add(GroupShare share, StreamBatch batch, List<StreamRecords.Part> parts) {
        if (batch.size() > 0) {
            acknowledger.expect(batch.size());
            share.delivered(batch);
            parts.add(new StreamRecords.Part(share.split().splitId(), share.stream(), batch));
        }
        return batch.size();
    }

    private static List<byte[]> keys(Collection<GroupShare> shares) {
        return shares.stream().map(GroupShare::key).toList();
    }

    /**
     * A group goes with its stream, or when someone destroys it. It is made anew where this member
     * was: what others had beyond that is delivered again.
     */
    private void createGroups(MissingGroupException cause) throws IOException {
        LOG.warn(
                "Consumer group '{}' is gone and made anew: {}", group.group(), cause.getMessage());
        for (GroupShare share : shares.values()) {
            if (link.connection().createGroup(share.stream(), share.highest())) {
                share.beginAnew();
            }
        }
    }

    private Set<String> takeFinished() {
        Set<String> taken = Set.copyOf(finished);
        finished.clear();
        return taken;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<GroupSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new IllegalArgumentException(
                    "A change of splits of the type " + change.getClass() + " is not known.");
        }
        for (GroupSplit split : change.splits()) {
            if (split.restored()) {
                toAcknowledge.add(split);
            } else {
                shares.put(split.splitId(), new GroupShare(split));
            }
        }
        fetchSize.streamsAdded(shares.size());
        idleStop.restart();
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<GroupSplit> splitsToPause, Collection<GroupSplit> splitsToResume) {
        splitsToPause.forEach(split -> paused.add(split.splitId()));
        splitsToResume.forEach(split -> paused.remove(split.splitId()));
    }

    @Override
    public void wakeUp() {
        wakeUpSignal.signal();
        rateLimiter.ifPresent(RecordRateLimiter::wakeUp);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
