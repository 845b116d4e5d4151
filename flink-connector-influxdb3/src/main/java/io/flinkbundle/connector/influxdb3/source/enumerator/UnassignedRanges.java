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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The ranges that nobody reads yet. They are cut when they are handed out, the oldest of all tables
 * first, so that what is left is always newer than what is read: watermarks rely on that, and a
 * history of years is no more state than one of hours.
 */
@Internal
final class UnassignedRanges {

    private final long nanosPerSplit;
    private final List<RangeSplit> ranges = new ArrayList<>();
    private final Set<RangeSplit> held = new HashSet<>();

    UnassignedRanges(Duration splitDuration) {
        this.nanosPerSplit = EpochNanos.of(splitDuration);
    }

    void add(RangeSplit range) {
        if (range.from() < range.to()) {
            ranges.add(range);
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    List<RangeSplit> all() {
        return List.copyOf(ranges);
    }

    /** How many splits are left. */
    long count() {
        return ranges.stream()
                .mapToLong(
                        range ->
                                Math.floorDiv(range.to() - 1, nanosPerSplit)
                                        - Math.floorDiv(range.from(), nanosPerSplit)
                                        + 1)
                .sum();
    }

    /**
     * Holds back the oldest range of a table that begins at a time or later and of which nothing
     * has been read, until it is {@link #trim trimmed}; nothing if there is none, or it is held
     * back already.
     */
    Optional<RangeSplit> hold(String table, long from) {
        return ranges.stream()
                .filter(range -> range.table().equals(table) && range.from() >= from)
                .filter(range -> range.time() == range.from() && range.rows() == 0)
                .min(Comparator.comparingLong(RangeSplit::time))
                .filter(held::add);
    }

    /**
     * Lets a range go that was held back, without the time before its first point.
     *
     * @param firstTime of its points; empty if it has none
     */
    void trim(RangeSplit range, OptionalLong firstTime) {
        held.remove(range);
        ranges.remove(range);
        if (firstTime.isPresent()) {
            add(RangeSplit.unread(range.table(), firstTime.getAsLong(), range.to()));
        }
    }

    /** Takes the oldest split out; nothing while the oldest range is held back. */
    Optional<RangeSplit> next() {
        Optional<RangeSplit> oldest =
                ranges.stream()
                        .min(Comparator.comparingLong(RangeSplit::time))
                        .filter(range -> !held.contains(range));
        oldest.ifPresent(ranges::remove);
        return oldest.map(this::cut);
    }

    /** Cuts at whole multiples of the duration, and keeps the rest. */
    private RangeSplit cut(RangeSplit range) {
        long position = Math.floorDiv(range.time(), nanosPerSplit);
        long cut = position == Long.MAX_VALUE ? Long.MAX_VALUE : (position + 1) * nanosPerSplit;
        // Close to the end of time the product may not fit.
        if (cut <= range.time() || cut >= range.to()) {
            return range;
        }
        add(RangeSplit.unread(range.table(), cut, range.to()));
        return new RangeSplit(range.table(), range.from(), cut, range.time(), range.rows());
    }
}
