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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The entries that wait for a time: leases for their deadline, delayed ones for the end of their
 * back-off.
 *
 * <p>A response leases its messages to one deadline, so entries of the same millisecond share a
 * bucket, which is a list that runs through the entries: adding and removing one costs neither a
 * search nor an object.
 */
@Internal
final class Deadlines {

    /** The entries of one millisecond. */
    static final class Bucket {

        private final long millis;
        private BacklogEntry first;

        private Bucket(long millis) {
            this.millis = millis;
        }
    }

    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private Bucket lastUsed = new Bucket(Long.MIN_VALUE);

    void add(BacklogEntry entry, long atMillis) {
        Bucket bucket = bucket(atMillis);
        entry.bucket = bucket;
        entry.next = bucket.first;
        if (bucket.first != null) {
            bucket.first.previous = entry;
        }
        bucket.first = entry;
    }

    private Bucket bucket(long atMillis) {
        if (lastUsed.millis != atMillis || lastUsed.first == null) {
            lastUsed = buckets.computeIfAbsent(atMillis, Bucket::new);
        }
        return lastUsed;
    }

    void remove(BacklogEntry entry) {
        Bucket bucket = entry.bucket;
        if (entry.previous == null) {
            bucket.first = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        unlink(entry);
        if (bucket.first == null) {
            buckets.remove(bucket.millis);
        }
    }

    OptionalLong first() {
        return buckets.isEmpty() ? OptionalLong.empty() : OptionalLong.of(buckets.firstKey());
    }

    /**
     * Takes out the entries whose time has come, the earliest first and in the order in which they
     * were added.
     */
    List<BacklogEntry> pollDue(long nowMillis) {
        List<BacklogEntry> due = new ArrayList<>();
        while (!buckets.isEmpty() && buckets.firstKey() <= nowMillis) {
            Map.Entry<Long, Bucket> bucket = buckets.pollFirstEntry();
            int from = due.size();
            for (BacklogEntry entry = bucket.getValue().first; entry != null; ) {
                BacklogEntry following = entry.next;
                unlink(entry);
                due.add(entry);
                entry = following;
            }
            bucket.getValue().first = null;
            Collections.reverse(due.subList(from, due.size()));
        }
        return due;
    }

    private static void unlink(BacklogEntry entry) {
        entry.bucket = null;
        entry.previous = null;
        entry.next = null;
    }
}
