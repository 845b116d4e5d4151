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

import org.apache.flink.annotation.Internal;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.exceptions.JedisDataException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads from several streams: with one command that waits at the server where one can name them
 * all, else with a command for each slot, asked again until there is something or the time is over.
 * A server of a cluster refuses keys of two slots in one command even if it has both slots.
 */
@Internal
final class SlotReads {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Adds as much to the latency of a stream that was silent. */
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final CommandLink link;

    SlotReads(CommandLink link) {
        this.link = link;
    }

    /** Makes the command that reads some of the streams. */
    interface Encoder {

        /**
         * @param streams the indexes of the streams to name
         */
        CommandArguments encode(List<Integer> streams, Duration block);
    }

    /**
     * @param keys the keys of the streams
     * @return the streams that had something
     */
    List<StreamBatch> read(List<byte[]> keys, Duration block, Encoder encoder) throws IOException {
        List<List<Integer>> groups = link.groups(keys);
        if (groups.size() == 1) {
            List<StreamBatch> batches = new ArrayList<>();
            addBatches(
                    link.execute(keys.get(0), encoder.encode(groups.get(0), block)),
                    groups.get(0),
                    keys,
                    batches);
            return batches;
        }
        long deadline = System.nanoTime() + block.toNanos();
        long pause = SHORTEST_PAUSE_NANOS;
        while (true) {
            List<StreamBatch> batches = readEach(groups, keys, encoder);
            long left = deadline - System.nanoTime();
            if (!batches.isEmpty() || left <= 0) {
                return batches;
            }
            pause(Math.min(pause, left));
            pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
        }
    }

    private List<StreamBatch> readEach(
            List<List<Integer>> groups, List<byte[]> keys, Encoder encoder) throws IOException {
        List<KeyedCommand> commands = new ArrayList<>(groups.size());
        for (List<Integer> group : groups) {
            commands.add(
                    new KeyedCommand(keys.get(group.get(0)), encoder.encode(group, Duration.ZERO)));
        }
        List<Object> replies = link.execute(commands);
        List<StreamBatch> batches = new ArrayList<>();
        JedisDataException refusal = null;
        for (int i = 0; i < groups.size(); i++) {
            if (replies.get(i) instanceof JedisDataException refused) {
                refusal = refused;
            } else {
                addBatches(replies.get(i), groups.get(i), keys, batches);
            }
        }
        // What a group was given must not be thrown away; the next read is refused again.
        if (batches.isEmpty() && refusal != null) {
            throw refusal;
        }
        return batches;
    }

    /** The reply leaves out streams without entries, and keeps the order of the others. */
    private static void addBatches(
            Object reply, List<Integer> streams, List<byte[]> keys, List<StreamBatch> batches) {
        if (reply == null) {
            return;
        }
        int next = 0;
        for (Object element : (List<?>) reply) {
            List<?> keyAndEntries = (List<?>) element;
            byte[] key = (byte[]) keyAndEntries.get(0);
            while (!Arrays.equals(key, keys.get(streams.get(next)))) {
                next++;
            }
            batches.add(new StreamBatch(streams.get(next), (List<?>) keyAndEntries.get(1)));
            next++;
        }
    }

    private static void pause(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted while waiting for entries.", e);
        }
    }
}
