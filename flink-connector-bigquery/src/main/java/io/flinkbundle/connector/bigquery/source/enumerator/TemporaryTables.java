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

package io.flinkbundle.connector.bigquery.source.enumerator;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows which temporary tables are read, and which nobody can come back for. What it does not know
 * after a failure expires by itself. Used by one thread.
 */
@Internal
final class TemporaryTables {

    private static final long NO_CHECKPOINT = Long.MAX_VALUE;

    private final Map<String, String> tableOfStream = new HashMap<>();
    private final Map<String, Set<String>> unread = new HashMap<>();
    private final Map<String, Long> readBefore = new HashMap<>();

    void add(String table, List<String> streams) {
        streams.forEach(stream -> tableOfStream.put(stream, table));
        unread.put(table, new HashSet<>(streams));
        finishIfRead(table);
    }

    /** A reader has passed the end of a stream. */
    void read(String stream) {
        String table = tableOfStream.remove(stream);
        if (table != null && unread.containsKey(table)) {
            unread.get(table).remove(stream);
            finishIfRead(table);
        }
    }

    private void finishIfRead(String table) {
        if (unread.get(table).isEmpty()) {
            unread.remove(table);
            readBefore.put(table, NO_CHECKPOINT);
        }
    }

    /** Readers go back to a checkpoint; what they read again is not known. */
    void forget() {
        tableOfStream.clear();
        unread.clear();
        readBefore.clear();
    }

    void checkpoint(long id) {
        readBefore.replaceAll(
                (table, before) -> before == NO_CHECKPOINT ? Long.valueOf(id) : before);
    }

    /** The tables that a complete checkpoint has passed; they are known no longer. */
    List<String> passed(long checkpointId) {
        List<String> passed = new ArrayList<>();
        readBefore.forEach(
                (table, before) -> {
                    if (before <= checkpointId) {
                        passed.add(table);
                    }
                });
        passed.forEach(readBefore::remove);
        return passed;
    }

    /** All that are known. */
    Set<String> all() {
        Set<String> all = new HashSet<>(unread.keySet());
        all.addAll(readBefore.keySet());
        return all;
    }
}
