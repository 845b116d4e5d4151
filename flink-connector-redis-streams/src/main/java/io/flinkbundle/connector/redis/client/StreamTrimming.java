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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * What the server removes from the old end of a stream whenever an entry is added.
 *
 * <pre>{@code
 * StreamTrimming.maxLength(1_000_000);             // about that many entries stay
 * StreamTrimming.minId(StreamId.parse("1700000000000")).exactly();
 * }</pre>
 *
 * <p>Trimming is approximate unless it is made {@link #exactly() exact}: the server removes whole
 * nodes of the stream only, and never more than asked for. Exact trimming costs the server more
 * than twice the time of an addition. Immutable.
 *
 * @see <a href="https://redis.io/docs/latest/commands/xadd/#capped-streams">Capped streams</a>
 */
@PublicEvolving
public final class StreamTrimming implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final long NO_LIMIT = -1;

    private final String strategy;
    private final String threshold;
    private final boolean exact;
    private final long limit;

    private StreamTrimming(String strategy, String threshold, boolean exact, long limit) {
        this.strategy = strategy;
        this.threshold = threshold;
        this.exact = exact;
        this.limit = limit;
    }

    /** Everything stays. */
    public static StreamTrimming none() {
        return new StreamTrimming("", "", false, NO_LIMIT);
    }

    /** The newest entries stay; at least one. */
    public static StreamTrimming maxLength(long entries) {
        checkArgument(entries > 0, "A stream keeps at least one entry, not %s.", entries);
        return new StreamTrimming("MAXLEN", Long.toString(entries), false, NO_LIMIT);
    }

    /** Entries with this id and higher ones stay. */
    public static StreamTrimming minId(StreamId id) {
        return new StreamTrimming("MINID", id.toString(), false, NO_LIMIT);
    }

    /** The same, to the entry. There can be no limit then. */
    public StreamTrimming exactly() {
        checkArgument(limit == NO_LIMIT, "Exact trimming has no limit, but %s is set.", limit);
        return new StreamTrimming(strategy, threshold, true, NO_LIMIT);
    }

    /**
     * The same, but one addition removes no more than so many entries; what is left is removed by
     * later ones. The server's default is a hundred times the size of a node of the stream.
     *
     * @param entries zero for no limit at all
     */
    public StreamTrimming limit(long entries) {
        checkArgument(
                entries >= 0, "The limit of trimming must not be below 0, as %s is.", entries);
        checkArgument(!exact, "Exact trimming has no limit, but %s is given.", entries);
        checkArgument(!strategy.isEmpty(), "There is no trimming that a limit could be for.");
        return new StreamTrimming(strategy, threshold, false, entries);
    }

    /** What stands in the command; empty if everything stays. */
    List<String> words() {
        if (strategy.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(strategy, exact ? "=" : "~", threshold));
        if (limit != NO_LIMIT) {
            words.addAll(List.of("LIMIT", Long.toString(limit)));
        }
        return words;
    }

    @Override
    public String toString() {
        return strategy.isEmpty() ? "none" : String.join(" ", words());
    }
}
