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

import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.client.StreamTransactionConnection;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Transactions in memory, which can fail before and after they are executed. */
public final class FakeTransactions implements StreamTransactionConnection {

    /** What becomes of a transaction. */
    public enum Outcome {
        EXECUTED,
        CONFLICT,
        LOST_BEFORE,
        LOST_AFTER
    }

    /** The appends of each executed transaction, as text. */
    public final List<List<String>> executed = new ArrayList<>();

    public final Map<String, String> markers = new HashMap<>();
    public final Map<String, String> types = new HashMap<>();
    public int closed;

    /** The numbers of entries with ids of their own that are refused in each transaction. */
    public final List<Integer> refused = new ArrayList<>();

    /** What waiting for replicas meets; nothing but success without it. */
    public final Deque<IOException> replicaFailures = new ArrayDeque<>();

    public int replicaWaits;

    /** What becomes of setting a marker alone; without a decision it is set. */
    public final Deque<Outcome> markerOutcomes = new ArrayDeque<>();

    private final Deque<Outcome> outcomes = new ArrayDeque<>();

    /** Decides what becomes of the next transactions; without a decision they are executed. */
    public void next(Outcome... decisions) {
        outcomes.addAll(List.of(decisions));
    }

    @Override
    public Start begin(String marker, String stream) {
        return new Start(
                Optional.ofNullable(markers.get(marker)), types.getOrDefault(stream, "stream"));
    }

    @Override
    public StreamTransactionConnection.Outcome append(
            byte[] commands, int entries, String marker, String value, Duration retention)
            throws IOException {
        if (StreamAppend.describeAll(commands).size() != entries) {
            throw new AssertionError("There are not " + entries + " entries, as was said");
        }
        return execute(commands, List.of(), marker, value);
    }

    @Override
    public StreamTransactionConnection.Outcome appendChosenIds(
            byte[] commands, String stream, String marker, String value, Duration retention)
            throws IOException {
        return execute(commands, refused, marker, value);
    }

    private StreamTransactionConnection.Outcome execute(
            byte[] commands, List<Integer> without, String marker, String value)
            throws IOException {
        Outcome outcome = outcomes.isEmpty() ? Outcome.EXECUTED : outcomes.remove();
        if (outcome == Outcome.EXECUTED || outcome == Outcome.LOST_AFTER) {
            List<String> texts = new ArrayList<>();
            StreamAppend.describeAll(commands).forEach(text -> texts.add(new String(text, UTF_8)));
            without.stream().sorted(Comparator.reverseOrder()).forEach(n -> texts.remove((int) n));
            executed.add(texts);
            markers.put(marker, without.isEmpty() ? value : value + REFUSED + text(without));
        }
        if (outcome == Outcome.LOST_BEFORE || outcome == Outcome.LOST_AFTER) {
            throw RedisFailures.unavailable();
        }
        if (outcome == Outcome.CONFLICT) {
            return StreamTransactionConnection.Outcome.NOT_EXECUTED;
        }
        return without.isEmpty()
                ? StreamTransactionConnection.Outcome.EXECUTED
                : StreamTransactionConnection.Outcome.EXECUTED_IN_PART;
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public boolean setMarker(String marker, String value, Duration retention) throws IOException {
        Outcome outcome = markerOutcomes.isEmpty() ? Outcome.EXECUTED : markerOutcomes.remove();
        if (outcome == Outcome.EXECUTED || outcome == Outcome.LOST_AFTER) {
            markers.put(marker, value);
        }
        if (outcome == Outcome.LOST_BEFORE || outcome == Outcome.LOST_AFTER) {
            throw RedisFailures.unavailable();
        }
        return outcome == Outcome.EXECUTED;
    }

    @Override
    public void awaitReplicas(String marker, Duration retention, ReplicaWait wait)
            throws IOException {
        replicaWaits++;
        if (!replicaFailures.isEmpty()) {
            throw replicaFailures.remove();
        }
    }

    @Override
    public void close() {
        closed++;
    }
}
